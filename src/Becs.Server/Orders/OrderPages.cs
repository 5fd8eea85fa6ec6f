using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Domain.Tasks;
using Becs.Persistence.ReadModel;
using Becs.Server.Components;
using Becs.Server.Donations;
using Becs.Server.Shell.Lists;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks;

namespace Becs.Server.Orders;

/// <summary>Orders the site placed or serves, for their page.</summary>
internal sealed class OrderPages(
    PageReads pages, OrderQueries orders, ITaskReads tasks, ProductNames products, RecordTexts texts, ProcessTitles titles) : IOrderPages
{
    private const int MostTasks = 50;

    public Task<OrderView?> FindAsync(Guid order, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.OrdersRead, async (scope, now) =>
        {
            if (await orders.FindAsync(now.Site!.Id, order, cancellationToken) is not { } record)
            {
                return null;
            }

            var row = record.Order;
            var sites = (await scope.GetRequiredService<ISites>().AllAsync(cancellationToken)).ToDictionary(s => s.Id.Value, s => s.Name);
            var names = await products.AtAsync(scope, now.Site.Id, cancellationToken);
            return new OrderView(
                row.Id, row.OrderNumber, row.State, ToneOf(row.State), row.PatientId, row.PatientNumber, row.Urgency, row.NeededByAt, row.PlacedAt,
                record.PlacedBy, sites.GetValueOrDefault(row.HospitalSiteId, ""), sites.GetValueOrDefault(row.SupplierSiteId, ""), record.ClosedAt,
                [.. record.Lines.Select(l => new OrderLineView(
                    l.Number, texts.Of("component.", l.ComponentClass), l.Quantity, l.Allocated, l.Issued,
                    string.Join(", ", l.SpecialNeeds.Select(n => texts.Of("need.", n)))))],
                [.. record.Allocations.Select(a => UnitOf(a, record, names))],
                await TasksAsync(row, now.Site.Id, cancellationToken));
        }, cancellationToken);

    /// <summary>Look of an order's state.</summary>
    public static Tone ToneOf(string state) => state switch { "Fulfilled" => Tone.Good, "Cancelled" => Tone.Neutral, _ => Tone.Info };

    private OrderUnitView UnitOf(AllocationRow a, OrderRecord record, Func<string, string> names)
    {
        var issue = record.Issues.FirstOrDefault(i => i.UnitId == a.UnitId && i.IssuedAt >= a.MadeAt);
        var crossmatch = record.Crossmatches.LastOrDefault(x => x.UnitId == a.UnitId);
        var fate = issue?.Fate.ToLowerInvariant() ?? (a.ClosedAt is null ? "reserved" : "given-back");
        return new OrderUnitView(
            a.Din, RecordTexts.Din(a.Din), a.ProductCode, names(a.ProductCode), a.LineNumber, a.MadeAt, a.MadeBy,
            crossmatch is null ? "" : texts.Of("crossmatch.", crossmatch.IsCompatible ? "compatible" : "incompatible"), issue?.IssuedAt,
            issue?.IssuedBy ?? "", issue?.IsEmergency == true, issue?.PhysicianSignatureOpen == true, texts.Of("fate.", fate),
            fate switch { "transfused" => Tone.Good, "wasted" or "discarded" or "returned-unfit" => Tone.Bad, "open" => Tone.Warning, "reserved" => Tone.Info, _ => Tone.Neutral });
    }

    private async Task<IReadOnlyList<OrderTask>> TasksAsync(OrderRow row, SiteId site, CancellationToken cancellationToken)
    {
        var (open, _) = await tasks.PageAsync(
            new TaskQuery(site.Value, [TaskState.Open, TaskState.Claimed], SubjectDisplay: row.OrderNumber), 0, MostTasks, cancellationToken);
        return [.. open.Select(t => new OrderTask(t.Id.Value, titles.Task(t.TitleKey), t.SubjectDisplay ?? "", t.DueAt))];
    }
}
