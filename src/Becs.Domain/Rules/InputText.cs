using System.Collections.Frozen;
using System.Globalization;

namespace Becs.Domain.Rules;

/// <summary>Inputs of a rule as invariant text, so that a stored outcome reads the same anywhere.</summary>
internal static class InputText
{
    internal static IReadOnlyDictionary<string, string> Of((string Name, object? Value)[] inputs) =>
        inputs.ToFrozenDictionary(input => input.Name, input => Text(input.Value), StringComparer.Ordinal);

    private static string Text(object? value) => value switch
    {
        null => "",
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
