using Becs.Domain.Rules;

namespace Becs.Domain.Donors;

/// <summary>The answers of one <see cref="AnswerSet"/>, as kept in the erasable store. A question that is missing was not answered, which
/// is not "no".</summary>
public sealed record SealedAnswers
{
    public Dictionary<string, SealedAnswer> Answers { get; init; } = [];

    /// <summary>From the medication list; null = the list was not gone through.</summary>
    public List<MedicationTaken>? Medications { get; init; }

    public static SealedAnswers Of(QuestionnaireAnswers given) => new()
    {
        Answers = given.Answers.ToDictionary(
            a => a.Key, a => new SealedAnswer(a.Value.Value, a.Value.CauseOn, a.Value.Facts?.ToList()), StringComparer.Ordinal),
        Medications = given.Medications?.ToList(),
    };

    public QuestionnaireAnswers ToAnswers(DateOnly on, DonationType type, DonorSex? sex) => new(
        on,
        type,
        sex,
        Answers.ToDictionary(
            a => a.Key,
            a => new QuestionAnswer(a.Value.Value, a.Value.CauseOn, a.Value.Facts?.ToHashSet(StringComparer.Ordinal)),
            StringComparer.Ordinal),
        Medications);
}

/// <summary>One answer as kept.</summary>
/// <param name="Value">Yes, no or unsure.</param>
/// <param name="CauseOn">Day deferrals are counted from.</param>
/// <param name="Facts">Facts the follow-ups set.</param>
public sealed record SealedAnswer(AnswerValue Value, DateOnly? CauseOn = null, List<string>? Facts = null);
