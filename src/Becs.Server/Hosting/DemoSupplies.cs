using Becs.Domain.Accounts;
using Becs.Domain.Donations;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Server.Operations;
using Becs.Server.Simulation;

namespace Becs.Server.Hosting;

/// <summary>
/// What the demonstration sites need to work a day, Development only, made once: lots, a scale, an analyser, and qa1's signatures that manual
/// procedures cover the release blockers this version does not evaluate. The covers are real ones: signed, dated, on every vector.
/// </summary>
internal sealed class DemoSupplies(OperationRunner runner, IServiceScopeFactory scopes, IIdGenerator ids)
{
    private const int CoverDays = 365;
    private const string Reason = "Demonstration system: manual procedure in force";

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await runner.RunAsync(OperationRequest.System(ids.New(), "demo.supplies"), SupplyAsync, cancellationToken);
        await CoverAsync(cancellationToken);
    }

    private async Task<bool> SupplyAsync(IServiceProvider scope, CancellationToken ct)
    {
        var operation = scope.GetRequiredService<ICurrentOperation>().Context;
        var until = operation.SiteToday.AddYears(2);
        var lots = scope.GetRequiredService<ILots>();
        var equipment = scope.GetRequiredService<IEquipment>();
        var subjects = scope.GetRequiredService<ISubjects>();
        foreach (var (kind, number, volumeMl) in new (LotKind, string, int?)[]
            { (LotKind.BagKit, SupplyRoom.BagLot, 500), (LotKind.Reagent, SupplyRoom.ReagentLot, null) })
        {
            if (await lots.FindByNumberAsync(kind, number, ct) is null)
            {
                var lot = new Lot(new LotId(ids.New()), kind, number, "Demo Supplies", until, FactStamp.Of(operation), volumeMl);
                subjects.Create(lot.Id.Subject);
                lots.Add(lot);
            }
        }

        foreach (var site in await scope.GetRequiredService<ISites>().AllAsync(ct))
        {
            foreach (var (code, kind) in new[] { (SupplyRoom.Scale, "scale"), (SupplyRoom.Analyser, "analyser") })
            {
                if (await equipment.FindByCodeAsync(site.Id, code, ct) is null)
                {
                    var item = new Equipment(new EquipmentId(ids.New()), site.Id, code, kind, until);
                    subjects.Create(item.Id.Subject);
                    equipment.Add(item);
                }
            }
        }

        return true;
    }

    private async Task CoverAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var quality = await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByNameAsync("qa1", ct);
        if (quality is null)
        {
            return;
        }

        foreach (var site in await scope.ServiceProvider.GetRequiredService<ISites>().AllAsync(ct))
        {
            await runner.RunAsync(
                DemoSignature.Accepts(ids, quality, "cover.sign", Reason, $"demo-covers-{site.Code}") with { SiteCode = site.Code },
                SignAsync, ct);
        }
    }

    private static async Task<int> SignAsync(IServiceProvider scope, CancellationToken ct)
    {
        var operation = scope.GetRequiredService<ICurrentOperation>().Context;
        var standing = await scope.GetRequiredService<IManualCovers>().StandingAsync(operation.SiteId, operation.SiteToday, ct);
        var register = scope.GetRequiredService<CoverRegister>();
        var signed = 0;
        foreach (var blocker in ReleaseBlockers.All.Where(b => !b.IsImplemented && standing.All(s => s.BlockerCode != b.Code)))
        {
            register.Sign(blocker.Code, $"SOP-{blocker.Code}", operation.SiteToday.AddDays(CoverDays));
            signed++;
        }

        return signed;
    }
}
