using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Components;
using Becs.Server.Donations;
using Becs.Server.Tasks;

namespace Becs.Server.Quarantine;

/// <summary>Holds in words, for pages.</summary>
internal sealed class HoldViews(RecordTexts texts, ProductNames products)
{
    public async Task<HoldView> OfAsync(IServiceProvider scope, HoldRecord record, OperationContext context, CancellationToken cancellationToken)
    {
        var hold = record.Hold;
        var names = await products.AtAsync(scope, context.SiteId, cancellationToken);
        var sees = context.May(Permissions.ComponentsRead);
        var name = record.Name ?? hold.ScopeId.ToString("D");
        return new HoldView(
            texts.Of("hold.reason.", hold.ReasonCode), hold.NoteCode, texts.Of("hold.scope.", hold.Scope),
            hold.Scope == SubjectKinds.Donation ? RecordTexts.Din(name) : name,
            MaySee(hold.Scope, context) ? SubjectLinks.Of(hold.Scope, hold.ScopeId, record.Name) : null,
            hold.PlacedBySystem ? texts.Who("system") : hold.PlacedBy, hold.PlacedAt,
            hold.FindingCode is { } finding ? texts.Of("finding.", finding) : null,
            hold.Proposal is { } proposal ? texts.Of("hold.proposal.", proposal) : null, record.ProposedBy, hold.ProposedAt,
            [.. record.Units.Select(u => new HeldUnit(
                new UnitLine(u.Din, u.ProductCode, names(u.ProductCode), RecordTexts.StateOfUnit(u.Status), RecordTexts.ToneOfUnit(u.Status), u.ExpiresAt),
                RecordTexts.Din(u.Din), sees ? $"/units/{u.Din}/{u.ProductCode}" : null))],
            record.UnitCount - record.Units.Count, hold.IsOpen);
    }

    private static bool MaySee(string scope, OperationContext context) => context.May(scope switch
    {
        SubjectKinds.Donor => Permissions.DonorsRead,
        SubjectKinds.Donation => Permissions.DonationsRead,
        _ => Permissions.ComponentsRead,
    });
}
