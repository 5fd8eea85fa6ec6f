using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>Fact: a run is invalid, and with it every result it gave. Never taken back: the samples are run again.</summary>
public sealed class TestRunInvalidation
{
    private TestRunInvalidation()
    {
    }

    public TestRunInvalidation(Guid id, TestRunId runId, string reasonCode, FactStamp stamp)
    {
        Id = id;
        RunId = runId;
        ReasonCode = reasonCode;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public TestRunId RunId { get; private set; }

    public string ReasonCode { get; private set; } = "";

    public FactStamp Stamp { get; private set; } = null!;
}
