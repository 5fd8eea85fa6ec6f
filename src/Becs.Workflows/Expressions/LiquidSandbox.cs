using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Becs.Workflows.Errors;
using DotLiquid;

namespace Becs.Workflows.Expressions;

/// <summary>
/// Limits on templates: time, iterations, nesting, and the size of every value they make. DotLiquid renders plain values
/// only, has no file system, and its tags that keep values are replaced by ones with limits.
/// </summary>
internal static partial class LiquidSandbox
{
    public const int OutputLimit = 1_000_000;
    public const int ValueLimit = 100_000;
    public const int IterationLimit = 10_000;
    public const int TimeLimitMs = 2_000;
    private const int LengthLimit = 65_536;
    private const int NestingLimit = 50;

    static LiquidSandbox()
    {
        RuntimeHelpers.RunClassConstructor(typeof(Liquid).TypeHandle); // it registers its own tags, once: ours come after
        Template.RegexTimeOut = TimeSpan.FromMilliseconds(500);
        Template.RegisterTag<LimitedAssign>("assign");
        Template.RegisterTag<LimitedCapture>("capture");
        foreach (var tag in (string[])["include", "extends", "block", "param", "increment", "decrement"])
        {
            Template.RegisterTag<Refused>(tag);
        }
    }

    /// <summary>The parser is recursive: what nests too deep would end the process, not the burst.</summary>
    /// <exception cref="ExpressionException">It nests too deep or is too long.</exception>
    public static void RequireHarmless(string text, string path)
    {
        var depth = 0;
        var deepest = 0;
        foreach (var tag in TagName().EnumerateMatches(text))
        {
            var isEnd = text.AsSpan(tag.Index, tag.Length).Contains("end", StringComparison.Ordinal);
            depth += isEnd ? -1 : Block().IsMatch(text.AsSpan(tag.Index, tag.Length)) ? 1 : 0;
            deepest = Math.Max(deepest, depth);
        }

        if (text.Length > LengthLimit || deepest > NestingLimit)
        {
            throw new ExpressionException(
                $"a template has at most {LengthLimit} characters and {NestingLimit} levels.", path);
        }
    }

    public static object? ToLiquid(object? plain) => plain is not JsonElement element ? plain : element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Select(e => ToLiquid(PlainValue.OfElement(e))).ToArray(),
        JsonValueKind.Object => element.EnumerateObject().Aggregate(new Hash(), (hash, member) =>
        {
            hash[member.Name] = ToLiquid(PlainValue.OfElement(member.Value));
            return hash;
        }),
        _ => PlainValue.OfElement(element),
    };

    public static void RequireSmall(object? value)
    {
        var size = value switch
        {
            string text => text.Length,
            ICollection many => many.Count,
            _ => 0,
        };
        if (size > ValueLimit)
        {
            throw new InvalidOperationException($"a value has more than {ValueLimit} characters or items.");
        }
    }

    [GeneratedRegex(@"\{%-?\s*\w+")]
    private static partial Regex TagName();

    [GeneratedRegex(@"\b(?:if|unless|for|case|capture|comment|raw|literal|tablerow|ifchanged)$")]
    private static partial Regex Block();

    private sealed class Refused : Tag
    {
        public override void Initialize(string tagName, string markup, List<string> tokens) =>
            throw new InvalidOperationException($"the tag '{tagName}' is not accepted.");
    }

    private sealed class LimitedAssign : DotLiquid.Tags.Assign
    {
        public override void Render(Context context, TextWriter result)
        {
            base.Render(context, result);
            RequireSmall(context.Scopes[^1][Markup.Split('=', 2)[0].Trim()]);
        }
    }

    private sealed class LimitedCapture : DotLiquid.Tags.Capture
    {
        public override void Render(Context context, TextWriter result)
        {
            base.Render(context, result);
            RequireSmall(context.Scopes[^1][Markup.Trim()]);
        }
    }
}
