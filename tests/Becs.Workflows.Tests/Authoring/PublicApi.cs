using System.Reflection;
using System.Text;

namespace Becs.Workflows.Tests.Authoring;

/// <summary>The public surface of an assembly, one line per type and member.</summary>
internal static class PublicApi
{
    /// <summary>The namespaces activities are written against; the rest is for hosts.</summary>
    private static readonly string?[] Rooms =
    [
        "Becs.Expressions.Models", "Becs.Extensions", "Becs.Http", "Becs.Scheduling.Activities", "Becs.Workflows",
        "Becs.Workflows.Activities", "Becs.Workflows.Activities.Flowchart.Activities",
        "Becs.Workflows.Activities.Flowchart.Attributes", "Becs.Workflows.Activities.Flowchart.Models", "Becs.Workflows.Attributes",
        "Becs.Workflows.Memory", "Becs.Workflows.Models", "Becs.Workflows.Runtime.Activities", "Becs.Workflows.UIHints",
    ];

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) => assembly.GetExportedTypes()
        .Where(t => Rooms.Contains(t.Namespace)).SelectMany(Lines);

    private static IEnumerable<string> Lines(Type type)
    {
        var name = NameOf(type);
        yield return $"{Kind(type)} {name}{Bases(type)}";
        foreach (var member in type.GetMembers(Declared).Where(m => IsSeen(m) && !IsOfTheCompiler(m)))
        {
            yield return $"  {name}.{Signature(member)}";
        }
    }

    private static string Kind(Type type) => type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        var bases = (type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum) ? [b] : Type.EmptyTypes)
            .Concat(type.GetInterfaces().Where(i => i.IsPublic && i.Namespace?.StartsWith("Becs", StringComparison.Ordinal) == true
                && type.BaseType?.IsAssignableTo(i) != true)).Select(NameOf).ToArray();
        return bases.Length == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static bool IsSeen(MemberInfo member) => member switch
    {
        MethodBase m => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly,
        PropertyInfo p => p.GetAccessors(true).Any(IsSeen),
        FieldInfo f => f.IsPublic || f.IsFamily,
        _ => false,
    };

    /// <summary>Accessors, what records get, what enums hold.</summary>
    private static bool IsOfTheCompiler(MemberInfo member) =>
        member is MethodInfo { IsSpecialName: true } || member.Name.Contains('<')
        || member.Name is "Equals" or "GetHashCode" or "ToString" or "PrintMembers" or "EqualityContract" or "Deconstruct" or "value__"
            or "Invoke" or "BeginInvoke" or "EndInvoke"
        || (member is ConstructorInfo c && c.DeclaringType!.IsAssignableTo(typeof(Delegate)));

    private static string Signature(MemberInfo member) => member switch
    {
        ConstructorInfo c => $"new({Parameters(c)})",
        MethodInfo m => $"{m.Name}{Generics(m)}({Parameters(m)}) : {NameOf(m.ReturnType)}{(m.IsStatic ? " static" : m.IsVirtual && !m.IsFinal ? " virtual" : "")}",
        PropertyInfo p => $"{p.Name} : {NameOf(p.PropertyType)} {{{(IsSeenBy(p.GetMethod) ? " get;" : "")}{(IsSeenBy(p.SetMethod) ? " set;" : "")} }}",
        FieldInfo { IsLiteral: true } f => $"{f.Name} = {f.GetRawConstantValue()}",
        FieldInfo f => $"{f.Name} : {NameOf(f.FieldType)}",
        _ => member.Name,
    };

    private static bool IsSeenBy(MethodInfo? accessor) => accessor is not null && IsSeen(accessor);

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{NameOf(p.ParameterType)} {p.Name}{(p.IsOptional ? " = " + (p.RawDefaultValue ?? "null") : "")}"));

    private static string NameOf(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsArray)
        {
            return NameOf(type.GetElementType()!) + "[]";
        }

        var name = new StringBuilder(type.IsNested ? NameOf(type.DeclaringType!) + "." : type.Namespace == "System" ? "" : type.Namespace + ".");
        name.Append(type.Name.Split('`')[0]);
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : name.ToString();
    }
}
