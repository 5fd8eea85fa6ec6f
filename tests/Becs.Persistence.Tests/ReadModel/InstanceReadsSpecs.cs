using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Tests.Testing;
using Becs.Persistence.Workflows;
using Becs.Workflows;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.ReadModel;

public abstract class InstanceReadsSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private readonly List<string> _ids = [];

    [Fact]
    public async Task Page_WhenAskedByEachQuestion_ThenFindsThoseInstancesOnly()
    {
        var start = Clock.UtcNow();
        await AddAsync("a", "corr-1", WorkflowSubStatus.Suspended);
        Clock.Advance(TimeSpan.FromMinutes(10));
        await AddAsync("b", "corr-2", WorkflowSubStatus.Finished);
        Clock.Advance(TimeSpan.FromMinutes(10));
        await AddAsync("b", null, WorkflowSubStatus.Suspended, withIncident: true);

        Assert.Equal([2, 1, 0], await FindAsync(q => q));
        Assert.Equal([0, 1, 2], await FindAsync(q => q with { IsAscending = true }));
        Assert.Equal([2, 1, 0], await FindAsync(q => q with { OrderBy = "LastExecuted" }));
        Assert.Equal([2, 1], await FindAsync(q => q with { DefinitionIds = ["b"] }));
        Assert.Equal([0], await FindAsync(q => q with { PackageHashes = ["hash-a"] }));
        Assert.Equal([1], await FindAsync(q => q with { Statuses = [WorkflowStatus.Finished] }));
        Assert.Equal([2, 0], await FindAsync(q => q with { SubStatuses = [WorkflowSubStatus.Suspended] }));
        Assert.Equal([2], await FindAsync(q => q with { HasIncidents = true }));
        Assert.Equal([1, 0], await FindAsync(q => q with { HasIncidents = false }));
        Assert.Equal([1], await FindAsync(q => q with { Search = "corr-2" }));
        Assert.Equal([0], await FindAsync(q => q with { Search = _ids[0] }));
        Assert.Equal([1], await FindAsync(q => q with { Ids = [Guid.Parse(_ids[1])] }));
        Assert.Equal([2, 1], await FindAsync(q => q with { Times = [new(InstanceTime.CreatedAt, "GreaterThan", start)] }));
        Assert.Equal([1], await FindAsync(q => q with { Times = [new(InstanceTime.FinishedAt, "LessThanOrEqual", Clock.UtcNow())] }));
        Assert.Empty(await FindAsync(q => q with { SiteIds = [Ids.New()] }));
        var page = await Reads.PageAsync(new InstanceQuery { SiteIds = [Site.Value] }, 1, 1, Cancellation);
        Assert.Equal((3, _ids[1], 0), ((int)page.TotalCount, page.Items.Single().Id.ToString("D"), page.Items.Single().Incidents));
    }

    [Fact]
    public async Task RowVersions_WhenAnInstanceIsSaved_ThenItsOwnRises()
    {
        await AddAsync("a", null, WorkflowSubStatus.Suspended);
        await AddAsync("a", null, WorkflowSubStatus.Suspended);
        var watched = _ids.ConvertAll(Guid.Parse);
        await RunAsync(async s =>
        {
            var instances = s.GetRequiredService<IWorkflowInstances>();
            instances.StageUpdate((await instances.FindAsync(_ids[0], Cancellation))! with { RowVersion = 2 }, 1);
        });
        var versions = await Reads.RowVersionsAsync(watched, Cancellation);
        Assert.Equal((2, 1), ((int)versions[watched[0]], (int)versions[watched[1]]));
    }

    private IInstanceReads Reads => Services.GetRequiredService<IInstanceReads>();

    private async Task<IEnumerable<int>> FindAsync(Func<InstanceQuery, InstanceQuery> ask) =>
        (await Reads.PageAsync(ask(new InstanceQuery { SiteIds = [Site.Value] }), 0, 10, Cancellation)).Items
            .Select(i => _ids.IndexOf(i.Id.ToString("D")));

    private async Task AddAsync(string definition, string? correlation, WorkflowSubStatus subStatus, bool withIncident = false)
    {
        var id = Ids.New();
        var isFinished = subStatus == WorkflowSubStatus.Finished;
        await RunAsync(s =>
        {
            s.GetRequiredService<IWorkflowInstances>().StageAdd(new StoredInstance(
                id.ToString("D"), 1, definition, 1, "hash-" + definition, null, isFinished ? WorkflowStatus.Finished : WorkflowStatus.Running, subStatus,
                correlation, null, Clock.UtcNow(), Clock.UtcNow(), isFinished ? Clock.UtcNow() : null, "{}"));
            if (withIncident)
            {
                s.GetRequiredService<IIncidents>().Add(new IncidentRow
                {
                    Id = Ids.New(),
                    InstanceId = id,
                    OperationId = Ids.New(),
                    SiteId = Site.Value,
                    ExceptionType = "X",
                    Message = "m",
                    CreatedAt = Clock.UtcNow(),
                });
            }
        });
        _ids.Add(id.ToString("D"));
    }
}

public sealed class InstanceReadsOnSqlite() : InstanceReadsSpecs(new SqliteTestDatabase());

public sealed class InstanceReadsOnPostgres() : InstanceReadsSpecs(new PostgresTestDatabase());
