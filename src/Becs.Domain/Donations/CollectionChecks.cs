using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;

namespace Becs.Domain.Donations;

/// <summary>Release blockers RB-08 to RB-11 as pure functions over the facts of a collection. An empty list is clear.</summary>
public static class CollectionChecks
{
    /// <summary>RB-08: start and end, volume, staff and kit lot are recorded, and the draw gave blood.</summary>
    public static IReadOnlyList<CollectionFinding> RecordComplete(Donation donation)
    {
        if (donation.Start is not { } start)
        {
            return [new CollectionFinding("collection-not-started", donation.Id.Value)];
        }

        return donation.Record switch
        {
            null => [new CollectionFinding("collection-not-recorded", start.Id)],
            { Outcome: not CollectionOutcome.Collected } record => [new CollectionFinding("collection-failed", record.Id)],
            { VolumeMl: <= 0 } record => [new CollectionFinding("collection-volume", record.Id)],
            { } record when record.StoppedAt < start.StartedAt => [new CollectionFinding("collection-times", record.Id)],
            _ => [],
        };
    }

    /// <summary>RB-09: the kit's lot is a bag lot, was in date on the day of the draw and is not recalled, whenever the recall came.</summary>
    public static IReadOnlyList<CollectionFinding> LotUsable(Lot? lot, DateOnly day) => lot switch
    {
        null => [new CollectionFinding("lot-unknown")],
        { Kind: not LotKind.BagKit } => [new CollectionFinding("lot-not-a-bag", lot.Id.Value)],
        { IsRecalled: true } => [new CollectionFinding("lot-recalled", lot.Id.Value)],
        _ when day > lot.ExpiresOn => [new CollectionFinding("lot-expired", lot.Id.Value)],
        _ => [],
    };

    /// <summary>RB-10: bleed time and volume lie within the limits for this class of product.</summary>
    /// <param name="book">Rules of the day of donation.</param>
    /// <param name="donation">The donation.</param>
    /// <param name="lot">Its bag lot, for the nominal volume.</param>
    /// <param name="weightTenthsKg">The donor's weight that day.</param>
    /// <param name="product">Class of the component.</param>
    public static IReadOnlyList<CollectionFinding> WithinLimits(
        RuleBook book, Donation donation, Lot? lot, int? weightTenthsKg, ComponentClass product)
    {
        if (donation.Start is not { } start || donation.Record is not { } record)
        {
            return [new CollectionFinding("collection-not-recorded", donation.Id.Value)];
        }

        var draw = new DrawFacts(
            donation.Type, record.VolumeMl, ProcedureLoss.SamplesMl, lot?.NominalVolumeMl, weightTenthsKg);
        return [.. CollectionLimitRules.Volume(book, draw)
            .Concat(CollectionLimitRules.BleedTime(book, record.BleedMinutes(start), product))
            .Where(o => !o.Verdict.IsPass)
            .Select(o => new CollectionFinding(o.Verdict.Code, record.Id, o.RuleId))];
    }

    /// <summary>RB-11: bag, tubes and record were each scanned, the last scan of each is this donation's number, and so is every sample's.
    /// </summary>
    public static IReadOnlyList<CollectionFinding> LabelsAgree(Donation donation)
    {
        var findings = new List<CollectionFinding>();
        foreach (var target in Enum.GetValues<LabelTarget>())
        {
            var last = donation.LabelScans.Where(s => s.Target == target).MaxBy(s => s.Order);
            var name = target.ToString().ToLowerInvariant();
            if (last is null)
            {
                findings.Add(new CollectionFinding($"din-not-scanned:{name}", donation.Id.Value));
            }
            else if (last.ScannedDin != donation.Din)
            {
                findings.Add(new CollectionFinding($"din-mismatch:{name}", last.Id));
            }
        }

        findings.AddRange(donation.Samples.Where(s => s.ScannedDin != donation.Din)
            .Select(s => new CollectionFinding("din-mismatch:sample", s.Id)));
        return findings;
    }
}
