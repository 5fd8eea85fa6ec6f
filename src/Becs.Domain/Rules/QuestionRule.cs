using System.Text.Json.Serialization;

namespace Becs.Domain.Rules;

/// <summary>
/// One question of the donor questionnaire. The wording shipped is our own; the official donor history questionnaire
/// is a controlled document the site loads in its place.
/// </summary>
public sealed record QuestionRule : Rule
{
    /// <summary>Question code; answers are keyed by it.</summary>
    public required string Code { get; init; }

    /// <summary>Group heading.</summary>
    public required string Group { get; init; }

    /// <summary>Place in the questionnaire.</summary>
    public required int Order { get; init; }

    /// <summary>Wording by language.</summary>
    public required IReadOnlyDictionary<string, string> Text { get; init; }

    /// <summary>The answer that leads to the exposures.</summary>
    public required AnswerValue Triggers { get; init; }

    /// <summary>Exposures the triggering answer stands for; empty for a question that only opens others.</summary>
    public IReadOnlyList<string> Exposures { get; init; } = [];

    /// <summary>Asked once the triggering answer was given.</summary>
    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];

    /// <summary>Asked only when another question got its triggering answer; null = always.</summary>
    public string? AskIf { get; init; }

    /// <summary>The triggering answer opens the medication list.</summary>
    public bool OpensMedicationList { get; init; }

    /// <inheritdoc/>
    public override string Topic => Code;

    internal override string? Problem() =>
        Triggers == AnswerValue.Unsure ? "unsure is always referred; it cannot be the trigger"
        : !Text.ContainsKey("en") ? "needs English wording"
        : null;

    internal override string? LoosenedBy(Rule other) => other is not QuestionRule rule ? null
        : rule.Triggers != Triggers ? "it turns the answer round"
        : Exposures.Except(rule.Exposures).Any() ? "it stands for fewer exposures"
        : rule.AskIf is not null && rule.AskIf != AskIf ? "it is asked less often"
        : null;
}

/// <summary>Answer to a question. Not answered is no value at all, and is not "no".</summary>
public enum AnswerValue
{
    No, Yes, Unsure,
}

/// <summary>One follow-up of a question.</summary>
/// <param name="Code">Code, unique in the question; of a flag: the fact it sets.</param>
/// <param name="Kind">Date of the cause, or a fact.</param>
/// <param name="Text">Wording by language.</param>
public sealed record FollowUp(string Code, FollowUpKind Kind, IReadOnlyDictionary<string, string> Text);

/// <summary>Kinds of follow-up.</summary>
public enum FollowUpKind
{
    /// <summary>The day deferrals are counted from.</summary>
    Date,

    /// <summary>A yes sets the fact named by the code, which may lift an exposure rule.</summary>
    Flag,
}

/// <summary>
/// Confidential self-exclusion: its own channel, never among the answers, so that nobody at the centre learns why.
/// </summary>
public sealed record SelfExclusionRule : Rule
{
    /// <summary>Wording by language.</summary>
    public required IReadOnlyDictionary<string, string> Text { get; init; }

    /// <summary>Deferral code of the excluded unit.</summary>
    public required string Deferral { get; init; }

    /// <inheritdoc/>
    public override string Topic => "self-exclusion";

    internal override string? LoosenedBy(Rule other) => null;
}

/// <summary>The donor's choice.</summary>
public enum SelfExclusionChoice
{
    [JsonStringEnumMemberName("USE")]
    Use,

    [JsonStringEnumMemberName("DO-NOT-USE")]
    DoNotUse,
}
