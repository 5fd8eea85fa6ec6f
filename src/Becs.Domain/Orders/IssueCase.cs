using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Domain.Orders;

/// <summary>What the checks of one allocation or issue share. Everything in it was touched before it was read.</summary>
internal sealed record IssueCase
{
    public required ReleaseCase Release { get; init; }

    public required Order Order { get; init; }

    public required OrderLine Line { get; init; }

    public required Patient Patient { get; init; }

    public required bool IsEmergency { get; init; }

    public required int MinimumRemainingMinutes { get; init; }

    public OperationContext Operation => Release.Operation;

    public Components.Unit Unit => Release.Unit;

    public IEnumerable<SubjectRef> Reads => Release.Reads.Append(Patient.Id.Subject);
}
