using Becs.Domain.Gates;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Gates;

/// <summary>
/// A gate decides on what is true at the commit: whatever is committed between its reading and its saving and could change the verdict makes
/// the commit fail, and nothing of it is written.
/// </summary>
public abstract class StaleDecisionSpecs(TestDatabase database) : GateBumps(database)
{
    private static readonly string[] Draw = [SubjectKinds.Donation, SubjectKinds.Donor, SubjectKinds.Equipment, SubjectKinds.Lot];

    private static readonly string[] Testing =
        [SubjectKinds.Donation, SubjectKinds.Donor, SubjectKinds.Equipment, SubjectKinds.Lot, SubjectKinds.Run, SubjectKinds.Unit];

    [Theory]
    [MemberData(nameof(Matrix), MemberType = typeof(GateBumps))]
    public async Task Commit_WhenSomethingChangedSinceTheGateWasAsked_ThenNothingIsWritten(GateName gate, string change)
    {
        await ReachAsync(gate);
        await using var slow = Begin(Asking(gate));
        Assert.True(await AskAsync(slow.ServiceProvider, gate), "The gate does not open even without the change.");
        await ChangeAsync(change);
        var before = await CountAllAsync();

        await Assert.ThrowsAsync<StaleDecisionException>(() => CommitAsync(slow.ServiceProvider));

        Assert.Equal(before, await CountAllAsync());
    }

    [Theory]
    [InlineData(GateName.AssignDin)]
    [InlineData(GateName.StartCollection)]
    [InlineData(GateName.PrintLabel)]
    [InlineData(GateName.Release)]
    [InlineData(GateName.Allocate)]
    [InlineData(GateName.Issue)]
    public async Task Commit_WhenAnySingleRecordTheGateReadIsRaised_ThenItIsRefused(GateName gate)
    {
        await ReachAsync(gate);
        IReadOnlyList<SubjectRef> read;
        await using (var scope = Begin(Asking(gate)))
        {
            Assert.True(await AskAsync(scope.ServiceProvider, gate));
            read = [.. scope.ServiceProvider.GetRequiredService<ISubjects>().Asserted.Keys];
        }

        Assert.Equal(Expected(gate), read.Select(r => r.Kind).Distinct().Order(StringComparer.Ordinal));
        foreach (var subject in read)
        {
            await using var slow = Begin(Asking(gate));
            Assert.True(await AskAsync(slow.ServiceProvider, gate));
            await RunAsync(s => s.GetRequiredService<ISubjects>().Bump(subject));

            var stale = await Assert.ThrowsAsync<StaleDecisionException>(() => CommitAsync(slow.ServiceProvider));

            Assert.Equal(subject, stale.Subject);
        }

        await using var last = Begin(Asking(gate));
        Assert.True(await AskAsync(last.ServiceProvider, gate));
        await CommitAsync(last.ServiceProvider);
    }

    [Fact]
    public void Gates_WhenAllAreTakenTogether_ThenEveryVersionedKindIsRead() => Assert.Equal(
        SubjectKinds.Versioned.Order(StringComparer.Ordinal),
        Enum.GetValues<GateName>().SelectMany(Expected).Where(SubjectKinds.Versioned.Contains).Distinct().Order(StringComparer.Ordinal));

    private static IEnumerable<string> Expected(GateName gate) => (gate switch
    {
        GateName.AssignDin => [SubjectKinds.Donor],
        GateName.StartCollection => Draw,
        GateName.PrintLabel or GateName.Release => [.. Testing, SubjectKinds.Site],
        _ => [.. Testing, SubjectKinds.Patient, SubjectKinds.Site],
    }).Order(StringComparer.Ordinal);

    private static Task CommitAsync(IServiceProvider services) =>
        services.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation);
}

public sealed class StaleDecisionsOnSqlite() : StaleDecisionSpecs(new SqliteTestDatabase());

public sealed class StaleDecisionsOnPostgres() : StaleDecisionSpecs(new PostgresTestDatabase());
