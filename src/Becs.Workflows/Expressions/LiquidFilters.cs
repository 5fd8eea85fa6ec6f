using System.Collections;
using System.Globalization;
using DotLiquid;

namespace Becs.Workflows.Expressions;

/// <summary>
/// Filters that are not DotLiquid's: the clock is the burst's, and none makes much out of little. They have the names of
/// templates: only a filter of exactly the same name takes the place of DotLiquid's own.
/// </summary>
internal static class LiquidFilters
{
    /// <summary>The local variable that holds the burst's instant.</summary>
    public const string NowKey = "becs_now";

    /// <summary>Formats a date with a .NET format; <c>now</c> is the instant of the burst, in UTC.</summary>
    public static string? date(Context context, object? input, string? format)
    {
        var text = input is "now" or "today" ? context[NowKey] as string : System.Convert.ToString(input, CultureInfo.InvariantCulture);
        return !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? text
            : string.IsNullOrEmpty(format) ? date.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
            : date.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Replaces a text by another, wherever it stands.</summary>
    public static string? replace(Context context, string? input, string? what, string? by = "")
    {
        if (string.IsNullOrEmpty(input) || string.IsNullOrEmpty(what))
        {
            return input;
        }

        Require(((long)input.Length / what.Length + 1) * ((by?.Length ?? 0) - what.Length) + input.Length);
        return input.Replace(what, by, StringComparison.Ordinal);
    }

    /// <summary>A list as one text.</summary>
    public static string? join(Context context, IEnumerable? input, string? glue = " ")
    {
        var parts = input?.Cast<object?>().Select(i => System.Convert.ToString(i, CultureInfo.InvariantCulture) ?? "").ToArray();
        if (parts is null)
        {
            return null;
        }

        Require(parts.Sum(p => (long)p.Length) + (long)parts.Length * (glue?.Length ?? 0));
        return string.Join(glue, parts);
    }

    /// <summary>One text after the other.</summary>
    public static string append(Context context, string? input, string? more)
    {
        Require((long)(input?.Length ?? 0) + (more?.Length ?? 0));
        return input + more;
    }

    /// <summary>One text before the other.</summary>
    public static string prepend(Context context, string? input, string? more) => append(context, more, input);

    private static void Require(long length)
    {
        if (length > LiquidSandbox.ValueLimit)
        {
            throw new InvalidOperationException($"a value has more than {LiquidSandbox.ValueLimit} characters.");
        }
    }
}
