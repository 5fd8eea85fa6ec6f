namespace Becs.Domain.Rules;

/// <summary>One result row of one test of one donation, as recorded; rows are never changed, only voided.</summary>
/// <param name="Id">Its record.</param>
/// <param name="Stage">Which step of the algorithm it was ordered as.</param>
/// <param name="Reading">What the analyser or the reader said.</param>
/// <param name="RunValid">Controls in range and run not voided. False voids the row: it says nothing, least of all
/// "no".
/// </param>
/// <param name="Sample">Sample tested; repeats count only on the sample of the initial test.</param>
/// <param name="Pool">Pool the sample was in, for <see cref="TestStage.Pool"/>.</param>
public sealed record TestRow(
    string Id, TestStage Stage, TestReading Reading, bool RunValid, string? Sample = null, string? Pool = null);

/// <summary>Steps of the algorithms.</summary>
public enum TestStage
{
    /// <summary>First test of a sample by itself (serology), or individual NAT.</summary>
    Initial,

    /// <summary>One of the two repeats.</summary>
    Repeat,

    /// <summary>NAT of a pool the sample is part of.</summary>
    Pool,

    /// <summary>Supplemental, confirmatory or discriminatory.</summary>
    Confirmatory,
}

/// <summary>What one reading says. Only <see cref="NonReactive"/> is negative.</summary>
public enum TestReading
{
    NonReactive, Reactive, GreyZone, Indeterminate, Invalid,
}

/// <summary>Where a test of a donation stands.</summary>
public enum TestState
{
    /// <summary>No result.</summary>
    Pending,

    /// <summary>Results came, none of them valid: test again.</summary>
    Invalid,

    /// <summary>Serology: waits for the duplicate repeat.</summary>
    InitiallyReactive,

    /// <summary>NAT: a pool was reactive and is not resolved; every member stays held.</summary>
    PoolReactive,

    /// <summary>Final: the only state that allows release.</summary>
    FinalNonReactive,

    /// <summary>Final: the unit is unsuitable whatever a confirmatory test says.</summary>
    RepeatedlyReactive,

    /// <summary>Final (NAT): the donation is reactive.</summary>
    Reactive,
}

/// <summary>State of an algorithm over the rows so far.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="RepeatsNeeded">Valid repeats still to do.</param>
/// <param name="Confirmatory">Strictest confirmatory reading; null = none yet.</param>
public sealed record TestConclusion(TestState State, int RepeatsNeeded = 0, TestReading? Confirmatory = null)
{
    /// <summary>True for the one state that lets a component go.</summary>
    public bool AllowsRelease => State == TestState.FinalNonReactive;

    /// <summary>True when the algorithm has ended with the unit unsuitable.</summary>
    public bool IsUnsuitable => State is TestState.RepeatedlyReactive or TestState.Reactive;

    internal static TestReading? Strictest(IEnumerable<TestRow> rows) => rows
        .Where(row => row is { Stage: TestStage.Confirmatory, RunValid: true } && row.Reading != TestReading.Invalid)
        .Select(row => (TestReading?)row.Reading)
        .OrderByDescending(reading => reading switch
        {
            TestReading.Reactive => 3,
            TestReading.GreyZone or TestReading.Indeterminate => 2,
            _ => 1,
        })
        .FirstOrDefault();
}
