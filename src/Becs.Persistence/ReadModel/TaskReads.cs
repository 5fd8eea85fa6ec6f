using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

internal sealed class TaskReads(ReadDatabase database) : ITaskReads
{
    private const int LimitMost = 200;

    public async Task<(IReadOnlyList<WorkTask> Items, long TotalCount)> PageAsync(
        TaskQuery query, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open();
        var tasks = Filter(db.Set<WorkTask>(), query);
        var items = await tasks.OrderByDescending(t => t.Priority).ThenBy(t => t.DueAt == null).ThenBy(t => t.DueAt).ThenBy(t => t.Id)
            .Skip(skip).Take(Math.Clamp(take, 1, LimitMost)).ToListAsync(cancellationToken);
        return (items, await tasks.LongCountAsync(cancellationToken));
    }

    private static IQueryable<WorkTask> Filter(IQueryable<WorkTask> tasks, TaskQuery query)
    {
        var site = new SiteId(query.SiteId);
        var states = query.States;
        tasks = tasks.Where(t => t.SiteId == site && states.Contains(t.State));
        if (query.Process is { } process)
        {
            tasks = tasks.Where(t => t.Process == process);
        }

        if (query.SubjectKind is { } kind)
        {
            tasks = tasks.Where(t => t.SubjectKind == kind);
        }

        if (query.SubjectId is { } subject)
        {
            tasks = tasks.Where(t => t.SubjectId == subject);
        }

        if (query.SubjectDisplay is { } display)
        {
            // Staff call a bag by number and product code, and one of an order by its number too: each of the words finds it.
            var word = $" {display} ";
            tasks = tasks.Where(t => t.SubjectDisplay != null && (" " + t.SubjectDisplay + " ").Contains(word));
        }

        if (query.InstanceId is { } instance)
        {
            tasks = tasks.Where(t => t.InstanceId == instance);
        }

        if (query.ClaimedById is { } holder)
        {
            tasks = tasks.Where(t => t.ClaimedById == holder);
        }

        if (query.Permissions is { } permissions)
        {
            tasks = tasks.Where(t => t.CandidatePermission == null || permissions.Contains(t.CandidatePermission));
        }

        return query.DueBeforeAt is { } before ? tasks.Where(t => t.DueAt < before) : tasks;
    }
}
