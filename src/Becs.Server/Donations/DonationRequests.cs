using FluentValidation;

namespace Becs.Server.Donations;

/// <summary>The laboratory scanned tubes in.</summary>
/// <param name="SampleIds">Which ones; without it all that were sent.</param>
public sealed record ReceiveSamplesRequest(IReadOnlyList<Guid>? SampleIds = null, Guid? OperationId = null);

public sealed class ReceiveSamplesRequestValidator : AbstractValidator<ReceiveSamplesRequest>
{
    public ReceiveSamplesRequestValidator() =>
        RuleFor(r => r.SampleIds).Must(s => s is null || s.Count is > 0 and <= 50).WithMessage("sampleIds names 1 to 50 tubes, or is left out.");
}

/// <summary>What the labels of a donation's set carry, so that a scanner (or what stands in for one) can read them.</summary>
/// <param name="Din">13 characters.</param>
/// <param name="Shown">As people read it, with the check character in its box.</param>
/// <param name="Bag">Structure 001 on the bag.</param>
/// <param name="Record">Structure 001 on the donation record.</param>
/// <param name="Tube">Structure 001 on test tubes.</param>
/// <param name="NatTube">Structure 001 on the tube for nucleic acid tests.</param>
/// <param name="PilotTube">Structure 001 on the pilot tube.</param>
public sealed record DonationLabelAnswer(string Din, string Shown, string Bag, string Record, string Tube, string NatTube, string PilotTube);

/// <summary>The tubes of a donation after they were received.</summary>
public sealed record SamplesReceivedAnswer(string Din, IReadOnlyList<Guid> SampleIds);
