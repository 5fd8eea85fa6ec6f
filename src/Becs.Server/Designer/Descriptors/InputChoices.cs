using System.Reflection;
using System.Text;
using Becs.Workflows.Definitions;

namespace Becs.Server.Designer.Descriptors;

/// <summary>
/// The choices of a list editor, from an input's options: their texts; or a type, whose names are the choices when it is an enum, and whose
/// string constants when it is the list of permissions, roles or the like. What may be empty offers that too.
/// </summary>
internal static class InputChoices
{
    public static IEnumerable<(string Text, string Value)> Of(InputDescriptor input) => (input.UIHint == "dropdown" && !input.IsRequired
        && input.DefaultValue is null && !input.Type.IsEnum ? [("", "")] : Array.Empty<(string, string)>()).Concat(Values(input.Options)
        .Select(value => (input.Type.IsEnum ? Words(value) : value, value)));

    private static IEnumerable<string> Values(object? options) => options switch
    {
        Type { IsEnum: true } names => Enum.GetNames(names),
        Type constants => constants.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f is { IsLiteral: true, FieldType: var type } && type == typeof(string)).Select(f => (string)f.GetRawConstantValue()!),
        IEnumerable<string> texts => texts,
        System.Collections.IEnumerable others => others.Cast<object>().Select(o => o.ToString()!),
        _ => [],
    };

    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            words.Append(char.IsUpper(letter) && words.Length > 0 ? " " : "").Append(letter);
        }

        return words.ToString();
    }
}
