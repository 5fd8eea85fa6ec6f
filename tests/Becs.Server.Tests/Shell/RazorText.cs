using System.Text.RegularExpressions;

namespace Becs.Server.Tests.Shell;

/// <summary>
/// Finds text a person would see that stands in the markup itself. Works on our habits: <c>@code</c> comes last, statements stand on lines of
/// their own.
/// </summary>
internal static partial class RazorText
{
    public static IReadOnlyList<string> Literals(string razor)
    {
        var markup = Comments().Replace(razor, "");
        var code = markup.IndexOf("\n@code", StringComparison.Ordinal);
        markup = code < 0 ? markup : markup[..code];
        markup = WithoutExpressions(WithoutConditions(Lines().Replace(markup, "")));
        var found = Attributes().Matches(markup).Select(m => m.Groups[2].Value).Where(HasLetters).ToList();
        markup = Quoted().Replace(markup, "\"\"");
        foreach (Match text in Between().Matches(">" + markup + "<"))
        {
            found.AddRange(text.Groups[1].Value.Split('\n').Select(l => l.Trim()).Where(l => !IsStatement(l)).Select(Plain).Where(HasLetters));
        }

        return found;
    }

    private static string Plain(string line) => Inline().Replace(line, "").Trim(' ', '{', '}', '(', ')', ':', ',', ';');

    private static bool IsStatement(string line) => line.Length == 0 || line[0] is '{' or '}' || line.EndsWith(';') || line.EndsWith('{')
        || Statement().IsMatch(line);

    private static bool HasLetters(string text) => text.Any(char.IsLetter) && !text.StartsWith('@');

    /// <summary>Takes out the brackets of if, foreach and switch: their lambdas look like the end of a tag.</summary>
    private static string WithoutConditions(string markup)
    {
        for (var next = Conditions().Match(markup); next.Success; next = Conditions().Match(markup, next.Index + 1))
        {
            var open = next.Index + next.Length - 1;
            markup = markup[..open] + markup[(Close(markup, open) + 1)..];
        }

        return markup;
    }

    /// <summary>Takes out @(...), @name[...], @name(...) with everything in their brackets.</summary>
    private static string WithoutExpressions(string markup)
    {
        var kept = new System.Text.StringBuilder();
        for (var i = 0; i < markup.Length; i++)
        {
            if (markup[i] != '@' || i + 1 >= markup.Length || Directive().IsMatch(markup.AsSpan(i)[..Math.Min(14, markup.Length - i)]))
            {
                kept.Append(markup[i]);
                continue;
            }

            i = End(markup, i + 1) - 1;
        }

        return kept.ToString();
    }

    private static int End(string markup, int at)
    {
        while (at < markup.Length)
        {
            if (markup[at] is '(' or '[')
            {
                at = Close(markup, at) + 1;
            }
            else if (char.IsLetterOrDigit(markup[at]) || markup[at] is '_' || (markup[at] is '.' or '?' or '!' && at + 1 < markup.Length && (char.IsLetter(markup[at + 1]) || markup[at + 1] is '.' or '[')))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private static int Close(string markup, int at)
    {
        var depth = 0;
        for (; at < markup.Length; at++)
        {
            depth += markup[at] is '(' or '[' ? 1 : markup[at] is ')' or ']' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return markup.Length - 1;
    }

    [GeneratedRegex(@"^@(page|using|inject|attribute|implements|inherits|layout|typeparam)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Lines();

    [GeneratedRegex(@"\b(if|foreach|for|switch) \(")]
    private static partial Regex Conditions();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\s(title|alt|placeholder|aria-label|aria-description|label|Label|Text|HelperText|Placeholder|Missing)=""([^""@]*)""")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"""[^""]*""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@">([^<>]*)<")]
    private static partial Regex Between();

    [GeneratedRegex(@"^(@|if\b|else\b|foreach\b|for\b|switch\b|case\b|default:|break|var\b|from\b|=>)")]
    private static partial Regex Statement();

    [GeneratedRegex(@"^@(page|using|inject|attribute|implements|inherits|layout|typeparam|if|foreach|for|switch|else|on|bind|key|ref|rendermode)\b")]
    private static partial Regex Directive();

    [GeneratedRegex(@"@?\b(if|else if|foreach|for|switch) ?\{|\b(else if|else|if|foreach|for|switch)\b|\bvar [^;]*;")]
    private static partial Regex Inline();
}
