using Becs.Expressions.Models;
using Becs.Workflows.Memory;

namespace Becs.Workflows.Expressions;

/// <summary>An expression made ready once per graph. Shared by all instances.</summary>
internal abstract class CompiledExpression
{
    public abstract object? Evaluate(ActivityExecutionContext context);
}

internal sealed class ConstantExpression(object? value) : CompiledExpression
{
    public object? Value { get; } = value;

    public override object? Evaluate(ActivityExecutionContext context) => Value;
}

internal sealed class VariableExpression(Variable variable) : CompiledExpression
{
    public Variable Variable => variable;

    public override object? Evaluate(ActivityExecutionContext context) =>
        context.ReadVariable(variable);
}

internal sealed class InputExpression(string name) : CompiledExpression
{
    public string Name => name;

    public override object? Evaluate(ActivityExecutionContext context) =>
        context.WorkflowInput.TryGetValue(name, out var value) ? PlainValue.OfElement(value) : null;
}

internal sealed class DelegateExpression(Delegate function) : CompiledExpression
{
    public override object? Evaluate(ActivityExecutionContext context) =>
        function.DynamicInvoke(new ExpressionExecutionContext(context));
}
