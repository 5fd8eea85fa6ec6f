using Becs.Domain.Gates;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Gates;

/// <summary>Of any number of people who release, reserve or issue one bag at once, one does.</summary>
public abstract class OneWinsSpecs(TestDatabase database) : GateSpecs(database)
{
    private const int People = 20;

    [Theory]
    [InlineData(GateName.Release, "units WHERE status = 'Released'")]
    [InlineData(GateName.Allocate, "allocations WHERE closed_at IS NULL")]
    [InlineData(GateName.Issue, "unit_issues")]
    public async Task Gate_WhenTwentyPassItAtOnce_ThenOneWins(GateName gate, string rows)
    {
        await ReachAsync(gate);
        using var start = new SemaphoreSlim(0);

        var tries = Enumerable.Range(0, People).Select(_ => Task.Run(() => TryAsync(gate, start))).ToList();
        start.Release(People);

        Assert.Equal(1, (await Task.WhenAll(tries)).Count(won => won));
        Assert.Equal(1, await CountAsync(rows));
        Assert.Equal(1, await CountAsync($"gate_decisions WHERE gate = '{gate}' AND verdict = 'Clear'"));
    }

    private async Task<bool> TryAsync(GateName gate, SemaphoreSlim start)
    {
        await start.WaitAsync(Cancellation);
        await using var scope = Begin(Asking(gate));
        try
        {
            var opened = await AskAsync(scope.ServiceProvider, gate);
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation);
            return opened;
        }
        catch (Exception exception) when (exception is ConflictException or RuleException)
        {
            return false;
        }
    }
}

public sealed class OneWinsOnSqlite() : OneWinsSpecs(new SqliteTestDatabase());

public sealed class OneWinsOnPostgres() : OneWinsSpecs(new PostgresTestDatabase());
