using System.Data.Common;
using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Gates;

/// <summary>What must not pass a gate does not: each fact is committed by somebody, and then the gate is asked.</summary>
public abstract class ShutGateSpecs(TestDatabase database) : GateBumps(database)
{
    public static TheoryData<GateName, string> Facts()
    {
        string[] always =
        [
            "reactive", "untested", "donor-held", "donation-held", "bag-held", "bag-lot-held", "reagent-lot-held", "parent-held",
            "sibling-held", "self-exclusion", "consent-withdrawn", "expired", "another-package",
            "signed-for-destruction",
        ];
        string[] beforeStock = ["deferral-written", "physician-refused", "examination-amended", "cover-revoked", "bag-discarded"];
        return [.. new[] { GateName.PrintLabel, GateName.Release, GateName.Allocate, GateName.Issue }
            .SelectMany(g => always.Concat(g <= GateName.Release ? beforeStock : []).Select(f => (g, f)))];
    }

    [Theory]
    [MemberData(nameof(Facts))]
    public async Task Gate_WhenTheFactIsThere_ThenItStaysShut(GateName gate, string fact)
    {
        await ReachAsync(gate);
        var before = await StatusAsync();
        var package = fact == "another-package" ? new string('9', 64) : Package;
        await (fact switch
        {
            "reactive" => SendResultsAsync("R9", "lab2", Marker(Donation, "HCV-AB", "R")),
            "untested" => VoidAsync("R1"),
            "reagent-lot-held" => HoldAsync(HoldScope.Lot, ReagentLot.Value),
            "another-package" => Task.CompletedTask,
            "expired" => ExpireAsync(TimeSpan.Zero),
            _ => ChangeAsync(fact),
        });

        Assert.False(await TryAsync(gate, package));

        var after = await StatusAsync();
        // Nobody keeps a reservation of a bag that is to be destroyed; in stock it is reserved for nobody again.
        var isFreed = fact == "signed-for-destruction" && after == UnitStatus.Released;
        Assert.True(after == before || isFreed || after is UnitStatus.Quarantined or UnitStatus.Discarded, $"{before} became {after}.");
    }

    [Theory]
    [InlineData(GateName.PrintLabel)]
    [InlineData(GateName.Release)]
    [InlineData(GateName.Allocate)]
    public async Task Gate_WhenAMinuteIsLeft_ThenItOpens(GateName gate)
    {
        await ReachAsync(gate);
        await ExpireAsync(TimeSpan.FromMinutes(-1));
        if (gate == GateName.Allocate)
        {
            Order = await OrderAsync(Order.PatientId);
        }

        Assert.True(await TryAsync(gate, Package));
    }

    [Theory]
    [InlineData(-1, CheckState.Passed)]
    [InlineData(0, CheckState.Failed)]
    public async Task Issue_WhenTheBagExpiresThisMinute_ThenTheMinuteDecides(int minutes, CheckState expected)
    {
        await ReachAsync(GateName.Issue);
        await ExpireAsync(TimeSpan.FromMinutes(minutes));

        await using var scope = Begin(Asking(GateName.Issue));
        var outcome = await scope.ServiceProvider.GetRequiredService<IssueUnit>().RunAsync(Request(), Cancellation);

        Assert.Equal(expected, outcome.Vector[IssueCodes.NotExpired].State);
    }

    [Theory]
    [InlineData("status = 'Released'")]
    [InlineData("status = 'Allocated'")]
    [InlineData("status = 'Issued'")]
    [InlineData("status = 'Transfused'")]
    [InlineData("status = 'Released', released_decision_id = '01900000-0000-7000-8000-00000000dead'")]
    public async Task Status_WhenWrittenWithoutADecision_ThenTheDatabaseRefuses(string values)
    {
        await ReachAsync(GateName.Release);

        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteSqlAsync($"UPDATE units SET {values} WHERE status = 'LabelVerified'"));
    }

    [Fact]
    public async Task Status_WhenTheBagIsSignedForDestruction_ThenTheDatabaseGivesItToNobody()
    {
        await ReachAsync(GateName.Issue);

        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteSqlAsync(
            $"UPDATE units SET destruction_reason = 'tti', destruction_signed_by_id = '{Guid.Empty}' WHERE status = 'Allocated'"));
    }

    [Fact]
    public async Task Release_WhenTheStatusSaysVerifiedWithoutALabel_ThenItStaysShut()
    {
        await ReachAsync(GateName.PrintLabel);
        await ExecuteSqlAsync("UPDATE units SET status = 'LabelVerified' WHERE status <> 'Modified'");

        Assert.False(await TryAsync(GateName.Release, Package));
    }

    [Fact]
    public async Task Allocate_WhenTheReleaseNamesADecisionOfAnotherGate_ThenItStaysShut()
    {
        await ReachAsync(GateName.Release);
        await ExecuteSqlAsync("UPDATE units SET status = 'Released', released_decision_id = "
            + "(SELECT id FROM gate_decisions WHERE gate = 'PrintLabel' AND verdict = 'Clear') WHERE status = 'LabelVerified'");
        Order = await OrderAsync(await PatientAsync());

        Assert.False(await TryAsync(GateName.Allocate, Package));
    }

    private async Task ExpireAsync(TimeSpan offset)
    {
        Clock.Advance(Bag.ExpiresAt + offset - Clock.UtcNow());
        if (Covers.Count > 0)
        {
            await CoverAsync();
        }
    }

    private async Task<bool> TryAsync(GateName gate, string package)
    {
        await using var scope = Begin(Asking(gate, package));
        try
        {
            var opened = await AskAsync(scope.ServiceProvider, gate);
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation);
            return opened;
        }
        catch (RuleException)
        {
            return false;
        }
    }

    private async Task<UnitStatus> StatusAsync()
    {
        await using var scope = Begin();
        return (await scope.ServiceProvider.GetRequiredService<IUnits>().FindAsync(Bag.Id, Cancellation))!.Status;
    }
}

public sealed class ShutGatesOnSqlite() : ShutGateSpecs(new SqliteTestDatabase());

public sealed class ShutGatesOnPostgres() : ShutGateSpecs(new PostgresTestDatabase());
