using Becs.Contracts.Components;
using Becs.Domain.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Sites;

namespace Becs.Domain.Components;

/// <summary>
/// Makes bags from a collected donation. Each is in quarantine from its first moment; whole blood is used up by it and stays in the trace as
/// their parent.
/// </summary>
public sealed class ManufactureComponents(
    IDonations donations, IUnits units, IFates fates, IProductTables products, IRuleBooks rules, ISites sites, ISubjects subjects,
    IEventSink events, IIdGenerator ids, ICurrentOperation current)
{
    private OperationContext Operation => current.Context;

    /// <summary>Needs <see cref="Permissions.ComponentsManufacture"/>. Makes all bags or none.</summary>
    /// <exception cref="RuleException">CMP-001 to CMP-008, ISBT-0xx, RULE-0xx.</exception>
    public async Task<IReadOnlyList<Unit>> RunAsync(ManufactureRequest request, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.ComponentsManufacture);
        Operation.DemandPerson();
        var run = await PrepareAsync(request, cancellationToken);
        ManufactureLimits.Check(run);
        var parent = request.SourceProductCode is { } code ? UseUp(run, ProductCode.Parse(code)) : null;
        var made = new List<Unit>();
        foreach (var part in run.Parts)
        {
            var unit = Make(run, part.Product, part.Code, part.Part);
            if (parent is not null)
            {
                unit.Descend(parent.Id);
            }

            unit.Quarantine();
            Announce(unit);
            made.Add(unit);
        }

        // What bears the donation's number changed: a duplicate-label check made before this is out of date.
        subjects.Bump(request.DonationId.Subject);
        return made;
    }

    private async Task<ManufactureRun> PrepareAsync(ManufactureRequest request, CancellationToken cancellationToken)
    {
        var donation = await donations.FindAsync(request.DonationId, cancellationToken)
            ?? throw new NotFoundException("DNT-404", $"There is no {request.DonationId.Subject}.");
        if (donation.SiteId != Operation.SiteId)
        {
            throw new ForbiddenException("CMP-009", $"{donation.Id.Subject} belongs to another site.");
        }

        if ((await units.OfDonationAsync(donation.Id, cancellationToken)).Count > 0)
        {
            throw new RuleException("CMP-002", $"{donation.Id.Subject} was processed already.");
        }

        var site = await sites.FindAsync(donation.SiteId, cancellationToken)
            ?? throw new NotFoundException("SIT-404", $"There is no {donation.SiteId.Subject}.");
        var table = await products.ForAsync(donation.SiteId, cancellationToken);
        var book = await rules.ForAsync(donation.SiteId, donation.DonatedOn(site.TimeZone), cancellationToken);
        var parts = request.Parts.Select(p => Part(table, p)).ToList();
        return new ManufactureRun(donation, book, site.TimeZone, request, parts, table, Operation.NowAt);
    }

    private static PartToMake Part(ProductTable table, ComponentPart part)
    {
        var code = ProductCode.Parse(part.ProductCode);
        return new PartToMake(part, code, table.Get(code));
    }

    private Unit UseUp(ManufactureRun run, ProductCode code)
    {
        var product = run.Table.Get(code);
        if (product.Class != ComponentClass.WholeBlood)
        {
            throw new RuleException("CMP-003", $"{code} is no whole blood.");
        }

        var whole = new ComponentPart
        {
            ProductCode = code.Value,
            VolumeMl = run.Record.VolumeMl,
            ProducedAt = run.Record.StoppedAt,
        };
        var unit = Make(run, product, code, whole);
        unit.UseUp();
        fates.Add(new Fate(
            ids.New(), unit.Id, FateKind.Modified, "component-manufacture", Operation.NowAt, FactStamp.Of(Operation)));
        Announce(unit);
        return unit;
    }

    private Unit Make(ManufactureRun run, ProductDefinition product, ProductCode code, ComponentPart part)
    {
        var expiry = ShelfLife.OfNew(run.Book, product, run.Record.StoppedAt, run.Zone);
        var id = new UnitId(ids.New());
        subjects.Create(id.Subject);
        var unit = new Unit(
            id, run.Donation.Id, product.Class, new UnitLabel(ids.New(), run.Donation.Din, code, Operation.NowAt), part.VolumeMl,
            run.Record.StoppedAt,
            new UnitProcessing
            {
                MethodCode = run.Request.MethodCode,
                ProducedAt = part.ProducedAt,
                FrozenAt = part.FrozenAt,
                WeightG = part.WeightG,
            },
            expiry.ExpiresAt, run.Zone.Id, Operation.SiteId, FactStamp.Of(Operation));
        if (product.Irradiated)
        {
            unit.AddAttribute(Patients.SpecialNeedCodes.Irradiated);
        }

        if (product.Leukoreduced)
        {
            unit.AddAttribute(Patients.SpecialNeedCodes.Leukoreduced);
        }

        units.Add(unit);
        return unit;
    }

    private void Announce(Unit unit) => events.Raise(unit.Id.Subject, new ComponentCreated(
        unit.Id.Value, unit.DonationId.Value, unit.Din.Value, unit.Label.ProductCode, unit.ComponentClass.ToString(), unit.VolumeMl,
        unit.CollectedAt, unit.Processing.ProducedAt, unit.ExpiresAt, unit.ExpiryTimeZone,
        [.. unit.Parents.Select(p => p.ParentId.Value)]));
}
