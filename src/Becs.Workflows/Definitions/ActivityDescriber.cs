using System.Linq.Expressions;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Becs.Workflows.Activities.Flowchart.Attributes;
using Becs.Workflows.Attributes;
using Becs.Workflows.Models;

namespace Becs.Workflows.Definitions;

/// <summary>Reads an activity class's attributes once.</summary>
internal static class ActivityDescriber
{
    public static ActivityDescriptor Describe(Type type)
    {
        var attribute = type.GetCustomAttribute<ActivityAttribute>();
        var @namespace = attribute?.Namespace ?? type.Namespace?.Split('.')[0] ?? "";
        var name = attribute?.Type ?? type.Name;
        var version = attribute?.Version ?? 1;
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).ToArray();
        var inputs = properties.Select(DescribeInput).OfType<InputDescriptor>().OrderBy(i => i.Order).ToArray();
        var outputs = properties.Select(DescribeOutput).OfType<OutputDescriptor>().ToArray();
        var flowNode = type.GetCustomAttribute<FlowNodeAttribute>();
        var ports = (flowNode?.Outcomes ?? [])
            .Select(o => new PortDescriptor(o, o, false))
            .Concat(properties.Select(DescribePort).OfType<PortDescriptor>())
            .ToArray();
        var isContainer = typeof(IContainerActivity).IsAssignableFrom(type)
            || typeof(ICaseActivity).IsAssignableFrom(type) || ports.Any(p => p.IsEmbedded);
        var blocking = type.GetCustomAttribute<BlockingAttribute>()?.IsBlocking;
        return new ActivityDescriptor
        {
            TypeName = $"{@namespace}.{name}",
            Namespace = @namespace,
            Name = name,
            Version = version,
            ClrType = type,
            Category = attribute?.Category ?? @namespace,
            DisplayName = attribute?.DisplayName ?? Words(name),
            Description = attribute?.Description,
            Kind = typeof(ITrigger).IsAssignableFrom(type) ? ActivityKind.Trigger : attribute?.Kind ?? ActivityKind.Action,
            Inputs = inputs,
            Outputs = outputs,
            Ports = ports,
            IsContainer = isContainer,
            IsStart = typeof(IStartNode).IsAssignableFrom(type),
            IsTerminal = typeof(ITerminalNode).IsAssignableFrom(type),
            CanSuspend = blocking ?? (!type.IsSubclassOf(typeof(CodeActivity)) && !isContainer),
            Hash = HashOf(@namespace, name, version, inputs, outputs, ports),
            Factory = FactoryOf(type),
            Properties = properties.ToDictionary(p => p.Name, StringComparer.Ordinal),
        };
    }

    /// <summary>Elsa's activities take where they were made, as optional parameters: each gets its default.</summary>
    private static Func<Activity> FactoryOf(Type type)
    {
        const BindingFlags flags = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        var constructor = type.GetConstructors(flags).Where(c => c.GetParameters().All(p => p.IsOptional))
            .MinBy(c => c.GetParameters().Length)
            ?? throw new ArgumentException($"{type} has no constructor that can be called without arguments.");
        var defaults = constructor.GetParameters().Select(p => Expression.Constant(p.DefaultValue, p.ParameterType));
        return Expression.Lambda<Func<Activity>>(Expression.New(constructor, defaults)).Compile();
    }

    private static InputDescriptor? DescribeInput(PropertyInfo property)
    {
        var attribute = property.GetCustomAttribute<InputAttribute>();
        var isWrapped = property.PropertyType.IsSubclassOf(typeof(Input));
        if (attribute is null && !isWrapped)
        {
            return null;
        }

        var type = isWrapped ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
        return new InputDescriptor(
            attribute?.Name ?? property.Name,
            property.Name,
            type,
            attribute?.DisplayName ?? Words(property.Name),
            attribute?.Description,
            attribute?.Category,
            attribute?.UIHint ?? HintFor(type),
            attribute?.Options ?? (type.IsEnum ? Enum.GetNames(type) : null),
            attribute?.DefaultValue,
            attribute?.DefaultSyntax,
            attribute?.Order ?? 0,
            attribute?.IsBrowsable ?? true,
            attribute?.IsRequired ?? false,
            isWrapped,
            attribute?.AutoEvaluate ?? true,
            attribute?.IsSensitive ?? false)
        {
            IsReadOnly = attribute?.IsReadOnly ?? false,
            SupportedSyntaxes = attribute?.SupportedSyntaxes,
        };
    }

    private static OutputDescriptor? DescribeOutput(PropertyInfo property)
    {
        if (!property.PropertyType.IsSubclassOf(typeof(Output)))
        {
            return null;
        }

        var attribute = property.GetCustomAttribute<OutputAttribute>();
        return new OutputDescriptor(
            attribute?.Name ?? property.Name,
            property.Name,
            property.PropertyType.GetGenericArguments()[0],
            attribute?.DisplayName ?? Words(property.Name),
            attribute?.Description,
            attribute?.IsBrowsable ?? true);
    }

    private static PortDescriptor? DescribePort(PropertyInfo property)
    {
        if (property.PropertyType != typeof(IActivity)
            || property.GetCustomAttribute<System.ComponentModel.BrowsableAttribute>()?.Browsable == false)
        {
            return null;
        }

        var attribute = property.GetCustomAttribute<PortAttribute>();
        var name = attribute?.Name ?? property.Name;
        return new PortDescriptor(name, attribute?.DisplayName ?? Words(name), true, property.Name);
    }

    private static string HintFor(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(bool) ? "checkbox" : type.IsEnum ? "dropdown"
            : type != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? "multitext"
            : "singleline";
    }

    private static string Words(string name)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
            {
                words.Append(' ');
            }

            words.Append(name[i]);
        }

        return words.ToString();
    }

    private static string HashOf(
        string @namespace, string name, int version, InputDescriptor[] inputs, OutputDescriptor[] outputs, PortDescriptor[] ports)
    {
        var text = new StringBuilder().Append(@namespace).Append('.').Append(name).Append('|').Append(version);
        foreach (var input in inputs.OrderBy(i => i.Name, StringComparer.Ordinal))
        {
            text.Append("|in:").Append(input.Name).Append(':').Append(TypeAlias.Of(input.Type)).Append(':')
                .Append(input.DefaultValue).Append(input.IsRequired ? "!" : "").Append(input.IsWrapped ? "" : "=");
        }

        foreach (var output in outputs.OrderBy(o => o.Name, StringComparer.Ordinal))
        {
            text.Append("|out:").Append(output.Name).Append(':').Append(TypeAlias.Of(output.Type));
        }

        foreach (var port in ports.OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            text.Append("|port:").Append(port.Name).Append(port.IsEmbedded ? "=" : "");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
