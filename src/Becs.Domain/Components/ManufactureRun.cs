using Becs.Domain.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>Everything one manufacture reads.</summary>
internal sealed record ManufactureRun(
    Donation Donation, RuleBook Book, TimeZoneInfo Zone, ManufactureRequest Request, IReadOnlyList<PartToMake> Parts, ProductTable Table,
    DateTime NowAt)
{
    /// <exception cref="RuleException">CMP-001: nothing usable was collected.</exception>
    public CollectionRecord Record => Donation is { Status: DonationStatus.Collected, Record: { } record }
        ? record
        : throw new RuleException("CMP-001", $"{Donation.Id.Subject} is {Donation.Status}: there is no blood to process.");

    public int? BleedMinutes => Donation.Start is { } start ? Record.BleedMinutes(start) : null;
}

/// <summary>One bag to make, with its row of the product table.</summary>
internal sealed record PartToMake(ComponentPart Part, ProductCode Code, ProductDefinition Product);
