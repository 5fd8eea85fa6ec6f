using Becs.Expressions.Models;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Memory;

namespace Becs.Workflows.Models;

/// <summary>An input whose value has type <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public class Input<T> : Input
{
    private T? _constant;

    /// <summary>A fixed value.</summary>
    /// <param name="literal">The value.</param>
    public Input(T? literal)
        : base(null, typeof(T)) => _constant = literal;

    /// <summary>An expression, as a definition gives it.</summary>
    /// <param name="expression">The expression.</param>
    public Input(Expression expression)
        : base(expression, typeof(T))
    {
    }

    /// <summary>The value of a variable.</summary>
    /// <param name="variable">The variable.</param>
    public Input(Variable variable)
        : base(new Expression("Variable", variable), typeof(T))
    {
    }

    /// <summary>The value a C# function finds.</summary>
    /// <param name="expression">The function.</param>
    public Input(Func<T?> expression)
        : base(new Expression("Delegate", (ExpressionExecutionContext _) => expression()), typeof(T))
    {
    }

    /// <summary>The value a C# function finds.</summary>
    /// <param name="expression">The function.</param>
    public Input(Func<ExpressionExecutionContext, T?> expression)
        : base(new Expression("Delegate", expression), typeof(T))
    {
    }

    internal override object? ConstantValue => IsConstant ? _constant : null;

    internal T? Constant() =>
        IsConstant ? _constant : throw new ExpressionException("An input read without an instance must be a literal.", Path);

    internal override void Compile(ExpressionCompiler compiler)
    {
        if (Expression is null)
        {
            return;
        }

        Compiled = compiler.Compile(Expression, typeof(T), Path);
        if (Compiled is ConstantExpression constant)
        {
            _constant = ValueConversion.To<T>(constant.Value, Path);
        }
    }

    internal override object? Evaluate(ActivityExecutionContext context) => Read(context);

    internal T? Read(ActivityExecutionContext context)
    {
        if (IsConstant)
        {
            return _constant;
        }

        try
        {
            return ValueConversion.To<T>(Compiled!.Evaluate(context), Path);
        }
        catch (Exception e) when (e is not ExpressionException and not OperationCanceledException)
        {
            throw new ExpressionException(e.Message, Path, e);
        }
    }
}
