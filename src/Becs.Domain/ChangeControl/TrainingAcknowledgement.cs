namespace Becs.Domain.ChangeControl;

/// <summary>A person signed that they know what a version asks of their role. Written once.</summary>
public sealed class TrainingAcknowledgement
{
    private TrainingAcknowledgement()
    {
    }

    internal TrainingAcknowledgement(Guid id, Guid needId, Guid accountId, string printedName, Guid signatureId, DateTime recordedAt) =>
        (Id, NeedId, AccountId, PrintedName, SignatureId, RecordedAt) = (id, needId, accountId, printedName, signatureId, recordedAt);

    public Guid Id { get; private set; }

    public Guid NeedId { get; private set; }

    /// <summary>One for each person and need.</summary>
    public Guid AccountId { get; private set; }

    public string PrintedName { get; private set; } = "";

    public Guid SignatureId { get; private set; }

    public DateTime RecordedAt { get; private set; }
}
