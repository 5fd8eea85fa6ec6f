using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>
/// Fact: one result of one test on one sample in one run. Never edited; a wrong run is invalidated, a doubtful result is tested again under
/// the algorithm. Nothing turns a reactive result into a negative one.
/// </summary>
public sealed class TestResult
{
    private TestResult()
    {
    }

    public TestResult(
        Guid id,
        DonationId donationId,
        Guid sampleId,
        TestRunId runId,
        string testCode,
        TestRole role,
        ResultEntry entry,
        ResultValue value,
        DateTime testedAt,
        Guid? signatureId,
        FactStamp stamp)
    {
        Id = id;
        DonationId = donationId;
        SampleId = sampleId;
        RunId = runId;
        TestCode = testCode;
        Role = role;
        Entry = entry;
        (Interpretation, Raw, ReactionText) = (value.Interpretation, value.Raw, value.ReactionText);
        TestedAt = testedAt;
        SignatureId = signatureId;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public DonationId DonationId { get; private set; }

    public Guid SampleId { get; private set; }

    public TestRunId RunId { get; private set; }

    /// <summary>Code of the panel, such as <c>HCV-AB</c>.</summary>
    public string TestCode { get; private set; } = "";

    public TestRole Role { get; private set; }

    public ResultEntry Entry { get; private set; }

    public Interpretation? Interpretation { get; private set; }

    public string? Raw { get; private set; }

    public string? ReactionText { get; private set; }

    public DateTime TestedAt { get; private set; }

    /// <summary>Only for a resolution: the third person signs.</summary>
    public Guid? SignatureId { get; private set; }

    /// <summary>Who entered it.</summary>
    public FactStamp Stamp { get; private set; } = null!;

    public ResultValue Value => new() { Interpretation = Interpretation, Raw = Raw, ReactionText = ReactionText };

    /// <summary>What may exist once: a second row with the same key is the same fact again, or an error.</summary>
    public ResultKey Key => new(RunId, SampleId, TestCode, Role);
}

/// <summary>One measurement: run, sample, test and role. Each kind of entry stands at most once under it.</summary>
public readonly record struct ResultKey(TestRunId RunId, Guid SampleId, string TestCode, TestRole Role);
