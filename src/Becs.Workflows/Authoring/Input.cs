using Becs.Expressions.Models;
using Becs.Workflows.Expressions;

namespace Becs.Workflows.Models;

/// <summary>An input of an activity: an expression, evaluated for each execution.</summary>
public abstract class Input
{
    private protected Input(Expression? expression, Type type)
    {
        Expression = expression;
        Type = type;
    }

    /// <summary>How the value is found; null for a default value.</summary>
    public Expression? Expression { get; }

    /// <summary>The type of the value.</summary>
    public Type Type { get; }

    internal string Name { get; set; } = "";

    /// <summary>Its place in the activity's evaluated values; -1 before the graph is compiled.</summary>
    internal int Slot { get; set; } = -1;

    internal string Path { get; set; } = "";

    internal CompiledExpression? Compiled { get; private protected set; }

    internal bool IsConstant => Compiled is null or ConstantExpression;

    /// <summary>The value of a literal.</summary>
    internal abstract object? ConstantValue { get; }

    internal abstract void Compile(ExpressionCompiler compiler);

    internal abstract object? Evaluate(ActivityExecutionContext context);
}
