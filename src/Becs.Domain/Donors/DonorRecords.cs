namespace Becs.Domain.Donors;

/// <summary>Kinds of record in a donor's erasable store, and the fields its search index knows. Stored: frozen.</summary>
public static class DonorRecords
{
    /// <summary><see cref="DonorIdentity"/>; record id = donor id.</summary>
    public const string Identity = "identity";

    /// <summary>Answers; record id = id of the <see cref="AnswerSet"/>.</summary>
    public const string Answers = "answers";

    /// <summary><see cref="ExaminationMeasurements"/>; record id = id of the <see cref="Examination"/>.</summary>
    public const string Examination = "examination";

    /// <summary>Choice; record id = id of the <see cref="SelfExclusion"/>.</summary>
    public const string SelfExclusion = "self-exclusion";

    /// <summary><see cref="ConfidentialNote"/>; record id = id of the fact it belongs to.</summary>
    public const string Note = "note";
}
