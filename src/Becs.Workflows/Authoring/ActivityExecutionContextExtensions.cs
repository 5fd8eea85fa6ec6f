using Becs.Workflows;
using Becs.Workflows.Memory;
using Becs.Workflows.Models;

namespace Becs.Extensions;

/// <summary>Short forms activity authors know from Elsa.</summary>
public static class ActivityExecutionContextExtensions
{
    /// <summary>The value of an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="context">The execution.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public static T Get<T>(this Input<T>? input, ActivityExecutionContext context) => context.Get(input)!;

    /// <summary>The value of an input, or another value if it has none.</summary>
    /// <param name="input">The input.</param>
    /// <param name="context">The execution.</param>
    /// <param name="defaultValue">Makes the other value.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public static T? GetOrDefault<T>(
        this Input<T>? input, ActivityExecutionContext context, Func<T?>? defaultValue = null) =>
        context.Get(input) is { } value ? value : defaultValue is null ? default : defaultValue();

    /// <summary>Sets an output.</summary>
    /// <param name="output">The output.</param>
    /// <param name="context">The execution.</param>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public static void Set<T>(this Output<T>? output, ActivityExecutionContext context, T? value) =>
        context.Set(output, value);

    /// <summary>The value of a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="context">The execution.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public static T? Get<T>(this Variable<T> variable, ActivityExecutionContext context) => context.Get<T>(variable);

    /// <summary>Sets a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="context">The execution.</param>
    /// <param name="value">The value.</param>
    public static void Set(this Variable variable, ActivityExecutionContext context, object? value) =>
        context.Set(variable, value);

    /// <summary>The value of a variable by name.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="name">The name.</param>
    /// <typeparam name="T">The type to convert to.</typeparam>
    public static T? GetVariable<T>(this ActivityExecutionContext context, string name) =>
        Becs.Workflows.Expressions.ValueConversion.To<T>(context.ReadVariable(name), name);

    /// <summary>Sets a variable by name.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public static void SetVariable(this ActivityExecutionContext context, string name, object? value) =>
        context.WriteVariable(name, value);

    /// <summary>Sets the result of an activity that has one.</summary>
    /// <param name="context">The execution.</param>
    /// <param name="value">The value; kept as a plain JSON value. No personal data.</param>
    public static void SetResult(this ActivityExecutionContext context, object? value)
    {
        foreach (var output in context.Node.Outputs)
        {
            if (output.Name == "Result")
            {
                Becs.Workflows.Running.ActivityData.SetOutput(context, output, Becs.Workflows.Expressions.PlainValue.Of(value));
            }
        }
    }
}
