namespace Becs.Domain.Rules;

/// <summary>One answer.</summary>
/// <param name="Value">Yes, no or unsure.</param>
/// <param name="CauseOn">Local day deferrals are counted from: last event, last dose, leaving the area.</param>
/// <param name="Facts">Facts the follow-ups set.</param>
public sealed record QuestionAnswer(AnswerValue Value, DateOnly? CauseOn = null, IReadOnlySet<string>? Facts = null);

/// <summary>One medicine the donor takes or took.</summary>
/// <param name="Drug">Code in the medication rules.</param>
/// <param name="LastTakenOn">Local day of the last dose; null = not known.</param>
public sealed record MedicationTaken(string Drug, DateOnly? LastTakenOn);

/// <summary>A signed questionnaire, as the rules need it.</summary>
/// <param name="On">Local day it was answered.</param>
/// <param name="Type">Donation type the donor came for.</param>
/// <param name="Sex">Null = not known: every sex's question is asked.</param>
/// <param name="Answers">By question code.</param>
/// <param name="Medications">From the medication list; null = the list was not gone through.</param>
public sealed record QuestionnaireAnswers(
    DateOnly On,
    DonationType Type,
    DonorSex? Sex,
    IReadOnlyDictionary<string, QuestionAnswer> Answers,
    IReadOnlyList<MedicationTaken>? Medications = null);
