using System.Linq.Expressions;
using System.Reflection;
using Becs.Domain.Shared;

namespace Becs.Persistence.Mapping;

/// <summary>
/// Finds the value types of the domain that wrap one column: <c>readonly record struct DonorId(Guid Value)</c>, or a type with a
/// <c>Value</c> and a static <c>FromValue</c> such as DonationNumber. A new one is stored as its value without any mapping.
/// </summary>
internal static class WrappedValues
{
    private static readonly HashSet<Type> Inner = [typeof(Guid), typeof(string), typeof(int), typeof(long)];

    public static IReadOnlyList<WrappedValue> All { get; } = Find([typeof(SubjectRef).Assembly]);

    public static IReadOnlyList<WrappedValue> Find(IEnumerable<Assembly> assemblies) =>
        [.. assemblies.SelectMany(a => a.GetTypes()).Select(Of).OfType<WrappedValue>()];

    private static WrappedValue? Of(Type type)
    {
        if (!type.IsValueType || type.IsEnum || type.IsGenericType || type.GetProperty("Value") is not { } value
            || !Inner.Contains(value.PropertyType))
        {
            return null;
        }

        var argument = Expression.Parameter(value.PropertyType, "value");
        Expression? make = null;
        if (type.GetMethod("FromValue", BindingFlags.Public | BindingFlags.Static, [value.PropertyType]) is { } factory
            && factory.ReturnType == type)
        {
            make = Expression.Call(factory, argument);
        }
        else if (type.GetConstructor([value.PropertyType]) is { } constructor)
        {
            make = Expression.New(constructor, argument);
        }

        if (make is null)
        {
            return null;
        }

        var wrapped = Expression.Parameter(type, "wrapped");
        return new WrappedValue(
            type,
            value.PropertyType,
            Expression.Lambda(Expression.Property(wrapped, value), wrapped),
            Expression.Lambda(make, argument));
    }
}

/// <summary>One such type: how to take the value out and how to put it back.</summary>
internal sealed record WrappedValue(Type Type, Type Inner, LambdaExpression Out, LambdaExpression In);
