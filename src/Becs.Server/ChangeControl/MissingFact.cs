using System.Text.RegularExpressions;
using Becs.Server.Resources;
using Microsoft.Extensions.Localization;

namespace Becs.Server.ChangeControl;

/// <summary>What was never recorded, by the name evidence gives it, and in words.</summary>
internal static partial class MissingFact
{
    /// <summary>A form of the draft must have an answer the former one never asked for.</summary>
    public const string Required = "required";

    /// <summary>A form has other rules, and the answer is a person's own: it is not looked at.</summary>
    public const string Personal = "personal";

    /// <summary>A form has other rules, and the answer was not kept, or was erased.</summary>
    public const string Unread = "unread";

    /// <summary>The draft has no such form.</summary>
    public const string Gone = "gone";

    /// <summary>Rules with a sentence of their own; others are named.</summary>
    private static readonly string[] Told =
        [Required, Personal, Unread, Gone, "minimum", "maximum", "choice", "unknownField", "notAsked", "constant"];

    /// <summary>The name of what a form of the draft would not have taken.</summary>
    /// <param name="form">Key and version.</param>
    /// <param name="field">The field; empty for the form as a whole.</param>
    /// <param name="why">One of the words above, or the code of the rule.</param>
    public static string OfForm(string form, string field, string why) => $"form:{form}:{field}:{why}";

    /// <summary>The name of what was answered at a step whose task, or the version it was made under, is not in the database: nobody knows under which form.</summary>
    /// <param name="meaning">The step by what it means.</param>
    public static string OfTask(string meaning) => $"task:{meaning}";

    /// <summary>
    /// The step was asked in history and answered; what it would answer now is not known. Only one never asked has come to something new.
    /// </summary>
    public static bool IsOfAnAnswer(string? missing) => missing is not null
        && (missing.Contains('#') || missing.StartsWith("form:", StringComparison.Ordinal) || missing.StartsWith("task:", StringComparison.Ordinal));

    /// <summary>In words.</summary>
    public static string Say(string missing, IStringLocalizer<Text> texts)
    {
        if (missing is CaseReplay.Journal or ReplayLoop.Unreadable)
        {
            return texts["replay.missing." + missing];
        }

        if (missing.Split(':') is ["form", var form, var field, var why])
        {
            return texts[field.Length == 0 ? "replay.missing.form" : "replay.missing.field", form, field,
                Told.Contains(why) ? texts["replay.missing.form." + why].Value : texts["replay.missing.form.rule", why].Value];
        }

        if (missing.Split(':') is ["task", var answered])
        {
            return texts["replay.missing.task", answered];
        }

        if (Name().Match(missing) is not { Success: true } name)
        {
            return missing;
        }

        var (step, part) = (name.Groups["step"].Value, name.Groups["part"].Value);
        return name.Groups["sort"].Value switch
        {
            "#" => texts["replay.missing.input", step, part],
            ":" => texts["replay.missing.outcome", step, part],
            "." => texts["replay.missing.output", step, part],
            _ => texts["replay.missing.step", step],
        };
    }

    [GeneratedRegex(@"^(?<step>\w+\.\w+(/[\w-]+)?)((?<sort>[#:.])(?<part>.+))?$")]
    private static partial Regex Name();
}
