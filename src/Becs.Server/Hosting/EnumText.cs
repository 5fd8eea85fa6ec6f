using Becs.Domain.Shared;

namespace Becs.Server.Hosting;

/// <summary>Reads a code in a query string that stands for one of a few values.</summary>
public static class EnumText
{
    /// <returns>Null when the field is not given.</returns>
    /// <exception cref="InputException">INP-406: none of the values; names the field and what is allowed.</exception>
    public static T? Read<T>(string? text, string field)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new InputException("INP-406", field, $"{field} is one of {string.Join(", ", Enum.GetNames<T>())}.");
    }
}
