using System.Text.Json;

namespace Becs.Workflows.Definitions;

/// <summary>The short type names of definitions, such as <c>String</c> or <c>Int32</c>.</summary>
public static class TypeAlias
{
    private static readonly Dictionary<string, Type> ByAlias = new(StringComparer.Ordinal)
    {
        ["String"] = typeof(string),
        ["Boolean"] = typeof(bool),
        ["Int32"] = typeof(int),
        ["Int64"] = typeof(long),
        ["Single"] = typeof(float),
        ["Double"] = typeof(double),
        ["Decimal"] = typeof(decimal),
        ["Guid"] = typeof(Guid),
        ["DateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["DateOnly"] = typeof(DateOnly),
        ["TimeSpan"] = typeof(TimeSpan),
        ["Object"] = typeof(object),
        ["ObjectDictionary"] = typeof(IDictionary<string, object>),
        ["JsonElement"] = typeof(JsonElement),
    };

    private static readonly Dictionary<Type, string> ByType =
        ByAlias.ToDictionary(p => p.Value, p => p.Key);

    /// <summary>The short name of a type; its own name if it has none.</summary>
    /// <param name="type">The type.</param>
    public static string Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ByType.TryGetValue(type, out var alias))
        {
            return alias;
        }

        if (type.IsGenericType && type.GetGenericArguments() is [var item]
            && typeof(System.Collections.IEnumerable).IsAssignableFrom(type))
        {
            return $"List<{Of(item)}>";
        }

        return type.IsArray ? $"List<{Of(type.GetElementType()!)}>" : type.Name;
    }

    /// <summary>Whether a definition may use a name as a variable's type.</summary>
    /// <param name="alias">The name, with or without <c>[]</c> or <c>List&lt;…&gt;</c>.</param>
    public static bool IsKnown(string alias)
    {
        if (alias.EndsWith("[]", StringComparison.Ordinal))
        {
            alias = alias[..^2];
        }
        else if (alias.StartsWith("List<", StringComparison.Ordinal) && alias.EndsWith('>'))
        {
            alias = alias[5..^1];
        }

        return ByAlias.ContainsKey(alias);
    }

    internal static Type? Find(string alias) => ByAlias.GetValueOrDefault(alias);
}
