using Becs.Workflows.Expressions;
using Becs.Workflows.Models;
using Becs.Workflows.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Workflows;

/// <content>Services, properties and outputs.</content>
public sealed partial class ActivityExecutionContext
{
    /// <summary>The ids of all parents and of the node, joined by colons.</summary>
    public string NodeId => Activity.NodeId;

    /// <summary>A service of the operation.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T GetRequiredService<T>()
        where T : notnull => WorkflowExecutionContext.Environment.Services.GetRequiredService<T>();

    /// <summary>A service of the operation.</summary>
    /// <param name="serviceType">Its type.</param>
    public object GetRequiredService(Type serviceType) =>
        WorkflowExecutionContext.Environment.Services.GetRequiredService(serviceType);

    /// <summary>A service of the operation, or null.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T? GetService<T>() => WorkflowExecutionContext.Environment.Services.GetService<T>();

    /// <summary>A service of the operation, or null.</summary>
    /// <param name="serviceType">Its type.</param>
    public object? GetService(Type serviceType) => WorkflowExecutionContext.Environment.Services.GetService(serviceType);

    /// <summary>All services of a type.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    public IEnumerable<T> GetServices<T>()
        where T : notnull => WorkflowExecutionContext.Environment.Services.GetServices<T>();

    /// <summary>A property of this execution; default if it has none.</summary>
    /// <param name="key">Its name.</param>
    /// <typeparam name="T">The type to convert to.</typeparam>
    public T? GetProperty<T>(string key) =>
        PropertiesOrNull is { } kept && kept.TryGetValue(key, out var value) ? ValueConversion.To<T>(value, key) : default;

    /// <summary>A property of this execution; made if it has none.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="defaultValue">Makes it.</param>
    /// <typeparam name="T">The type to convert to.</typeparam>
    public T GetProperty<T>(string key, Func<T> defaultValue)
    {
        if (PropertiesOrNull?.ContainsKey(key) != true)
        {
            Properties[key] = defaultValue();
        }

        return GetProperty<T>(key)!;
    }

    /// <summary>Keeps a property while this execution waits. No personal data.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public void SetProperty<T>(string key, T? value) => Properties[key] = value;

    /// <summary>Changes a property.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="updater">Gets the old value, or default, and gives the new one.</param>
    /// <typeparam name="T">Its type.</typeparam>
    public T UpdateProperty<T>(string key, Func<T?, T> updater)
        where T : notnull
    {
        var value = updater(GetProperty<T>(key));
        Properties[key] = value;
        return value;
    }

    /// <summary>Forgets a property.</summary>
    /// <param name="key">Its name.</param>
    public void RemoveProperty(string key) => PropertiesOrNull?.Remove(key);

    /// <summary>The value of an output that goes to a variable or a workflow output; default if it goes nowhere.</summary>
    /// <param name="output">The output.</param>
    /// <typeparam name="T">The type to convert to.</typeparam>
    public T? Get<T>(Output<T>? output) =>
        output is null ? default : ValueConversion.To<T>(ActivityData.ValueOf(this, output), output.Name);
}
