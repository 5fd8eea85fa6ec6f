using Becs.Contracts.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Donations;

/// <summary>Sample tubes from the chair to the laboratory.</summary>
public sealed class SampleTransport(
    IDonations donations, ISubjects subjects, IEventSink events, ICurrentOperation operation, IIdGenerator ids)
{
    /// <summary>Tubes were filled, scanned and sent off.</summary>
    /// <exception cref="NotFoundException">DNT-404.</exception>
    /// <exception cref="RuleException">SMP-001 a tube of another number: nothing is written; SMP-002 before the draw.</exception>
    public async Task<IReadOnlyList<Sample>> SendAsync(
        DonationId donationId, IReadOnlyList<ScannedTube> tubes, CancellationToken cancellationToken = default)
    {
        operation.Context.DemandPerson();
        var donation = await OpenAsync(donationId, cancellationToken);
        if (donation.Start is not { } start)
        {
            throw new RuleException("SMP-002", $"{donationId.Subject} was not started: it has no samples.");
        }

        if (tubes.FirstOrDefault(t => t.Din != donation.Din) is { } wrong)
        {
            throw new RuleException("SMP-001", $"A {wrong.Kind} tube carries the number {wrong.Din}, not {donation.Din}.");
        }

        var stamp = FactStamp.Of(operation.Context);
        var samples = tubes.Select(t =>
        {
            var sample = new Sample(ids.New(), donationId, t.Kind, t.Din, start.StartedAt, stamp);
            sample.Sent(stamp);
            return sample;
        }).ToList();
        samples.ForEach(donation.Add);
        subjects.Bump(donationId.Subject);
        events.Raise(donationId.Subject, new SamplesSentToLaboratory(
            donationId.Value, donation.Din.Value, [.. samples.Select(s => s.Id)]));
        return samples;
    }

    /// <summary>The laboratory scanned tubes in; without a list, all that were sent. Receiving twice changes nothing.</summary>
    /// <exception cref="NotFoundException">DNT-404, SMP-404.</exception>
    public async Task ReceiveAsync(
        DonationId donationId, IReadOnlyCollection<Guid>? sampleIds = null, CancellationToken cancellationToken = default)
    {
        operation.Context.DemandPerson();
        var donation = await OpenAsync(donationId, cancellationToken);
        if (sampleIds?.Except(donation.Samples.Select(s => s.Id)).ToList() is { Count: > 0 } unknown)
        {
            throw new NotFoundException("SMP-404", $"{donationId.Subject} has no sample {unknown[0]:D}.");
        }

        var arrived = donation.Samples
            .Where(s => s.ReceivedAt is null && (sampleIds is null || sampleIds.Contains(s.Id))).ToList();
        if (arrived.Count == 0)
        {
            return;
        }

        var stamp = FactStamp.Of(operation.Context);
        arrived.ForEach(s => s.Received(stamp));
        subjects.Bump(donationId.Subject);
        events.Raise(donationId.Subject, new SamplesReceived(
            donationId.Value, donation.Din.Value, [.. arrived.Select(s => s.Id)]));
    }

    private async Task<Donation> OpenAsync(DonationId id, CancellationToken cancellationToken) =>
        await donations.FindAsync(id, cancellationToken) ?? throw new NotFoundException("DNT-404", $"There is no {id.Subject}.");
}

/// <summary>A tube and the number scanned from it.</summary>
public sealed record ScannedTube(TubeKind Kind, DonationNumber Din);
