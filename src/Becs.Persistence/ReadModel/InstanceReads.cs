using System.Linq.Expressions;
using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

internal sealed class InstanceReads(ReadDatabase database) : IInstanceReads
{
    public async Task<Rows<InstanceListRow>> PageAsync(InstanceQuery query, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        var incidents = db.Set<IncidentRow>().Where(i => i.Resolution == null);
        return await Order(Filter(db.Set<InstanceRow>(), incidents, query), query)
            .Select(i => new InstanceListRow(
                i.Id, i.DefinitionId, i.DefinitionVersion, i.PackageHash, i.Name, i.Status, i.SubStatus, i.CorrelationId, i.ParentInstanceId,
                i.CreatedAt, i.UpdatedAt, i.FinishedAt, incidents.Count(open => open.InstanceId == i.Id)))
            .CutAsync(skip, take, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<Guid, long>> RowVersionsAsync(
        IReadOnlyCollection<Guid> instances, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        return await db.Set<InstanceRow>().Where(i => instances.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.RowVersion, cancellationToken);
    }

    private static IQueryable<InstanceRow> Filter(IQueryable<InstanceRow> rows, IQueryable<IncidentRow> incidents, InstanceQuery query)
    {
        rows = rows.Where(i => query.SiteIds.Contains(i.SiteId));
        rows = query.Ids.Count > 0 ? rows.Where(i => query.Ids.Contains(i.Id)) : rows;
        rows = query.DefinitionIds.Count > 0 ? rows.Where(i => query.DefinitionIds.Contains(i.DefinitionId)) : rows;
        rows = query.PackageHashes.Count > 0 ? rows.Where(i => query.PackageHashes.Contains(i.PackageHash)) : rows;
        rows = query.Version is { } version ? rows.Where(i => i.DefinitionVersion == version) : rows;
        rows = query.CorrelationId is { Length: > 0 } about ? rows.Where(i => i.CorrelationId == about) : rows;
        rows = query.Statuses.Count > 0 ? rows.Where(i => query.Statuses.Contains(i.Status)) : rows;
        rows = query.SubStatuses.Count > 0 ? rows.Where(i => query.SubStatuses.Contains(i.SubStatus)) : rows;
        rows = query.HasIncidents is { } stopped
            ? rows.Where(i => incidents.Any(open => open.InstanceId == i.Id) == stopped)
            : rows;
        if (query.Search is { Length: > 0 } term)
        {
            var id = Guid.TryParse(term, out var parsed) ? parsed : Guid.Empty;
            rows = rows.Where(i => i.Id == id || i.CorrelationId == term || i.DefinitionId == term || (i.Name != null && i.Name.Contains(term)));
        }

        return query.Times.Aggregate(rows, (left, time) => left.Where(Compare(time)));
    }

    private static Expression<Func<InstanceRow, bool>> Compare(InstanceTimeFilter filter)
    {
        Expression<Func<InstanceRow, DateTime?>> column = filter.Column switch
        {
            InstanceTime.UpdatedAt => i => i.UpdatedAt,
            InstanceTime.FinishedAt => i => i.FinishedAt,
            _ => i => i.CreatedAt,
        };
        var at = Expression.Constant((DateTime?)filter.At, typeof(DateTime?));
        var comparison = filter.Operator switch
        {
            "Is" => Expression.Equal(column.Body, at),
            "IsNot" => Expression.NotEqual(column.Body, at),
            "GreaterThan" => Expression.GreaterThan(column.Body, at),
            "GreaterThanOrEqual" => Expression.GreaterThanOrEqual(column.Body, at),
            "LessThan" => Expression.LessThan(column.Body, at),
            _ => Expression.LessThanOrEqual(column.Body, at),
        };
        return Expression.Lambda<Func<InstanceRow, bool>>(comparison, column.Parameters);
    }

    /// <summary>The id after the order asked for: pages never overlap.</summary>
    private static IQueryable<InstanceRow> Order(IQueryable<InstanceRow> rows, InstanceQuery query) => (query.OrderBy, query.IsAscending) switch
    {
        ("UpdatedAt" or "LastExecuted", true) => rows.OrderBy(i => i.UpdatedAt).ThenBy(i => i.Id),
        ("UpdatedAt" or "LastExecuted", false) => rows.OrderByDescending(i => i.UpdatedAt).ThenByDescending(i => i.Id),
        ("Finished", true) => rows.OrderBy(i => i.FinishedAt).ThenBy(i => i.Id),
        ("Finished", false) => rows.OrderByDescending(i => i.FinishedAt).ThenByDescending(i => i.Id),
        ("Name", true) => rows.OrderBy(i => i.Name).ThenBy(i => i.Id),
        ("Name", false) => rows.OrderByDescending(i => i.Name).ThenByDescending(i => i.Id),
        (_, true) => rows.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id),
        _ => rows.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id),
    };
}
