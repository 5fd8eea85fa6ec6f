namespace Becs.Domain.Testing;

/// <summary>How far one required test is.</summary>
public enum TestProgress
{
    /// <summary>No valid result.</summary>
    Missing,

    /// <summary>A typed result waits for the blind second entry.</summary>
    AwaitsSecondEntry,

    /// <summary>Two blind entries differ; a third person resolves.</summary>
    AwaitsResolution,

    /// <summary>Initially reactive; the duplicate repeat is not complete.</summary>
    AwaitsRepeat,

    /// <summary>Repeatedly reactive; the confirmatory result is not there. The donation is already unsuitable.</summary>
    AwaitsConfirmation,

    /// <summary>Negative, final.</summary>
    Negative,

    /// <summary>Repeatedly reactive with a negative confirmation: unsuitable all the same, unless a rule says otherwise.</summary>
    ConfirmedNegative,

    /// <summary>Indeterminate: not negative.</summary>
    Indeterminate,

    /// <summary>Reactive, final.</summary>
    Positive,

    /// <summary>The grouping or the history contradicts.</summary>
    Discrepant,
}

/// <summary>Standing of one required test.</summary>
/// <param name="TestCode">The test.</param>
/// <param name="Progress">How far.</param>
/// <param name="ResultIds">The results read for it.</param>
/// <param name="Detail">Reason code, where there is one.</param>
public sealed record TestStanding(
    string TestCode, TestProgress Progress, IReadOnlyList<Guid> ResultIds, string? Detail = null)
{
    public bool IsNegative => Progress == TestProgress.Negative;

    /// <summary>The donation is unsuitable by this test, whatever a confirmatory result will say.</summary>
    public bool IsUnsuitable => Progress is TestProgress.AwaitsConfirmation or TestProgress.ConfirmedNegative
        or TestProgress.Indeterminate or TestProgress.Positive;
}
