using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Testing;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Donations;

public abstract class DonationSpecs(TestDatabase database) : VeinToBagSpecs(database)
{
    [Fact]
    public async Task Donation_WhenReadBack_ThenEveryFactIsThere()
    {
        var made = await CollectedAsync(await RegisterAsync());

        await using var scope = Begin();
        var stored = await scope.ServiceProvider.GetRequiredService<IDonations>()
            .FindByDinAsync(DonationNumber.FromValue("W123426000001"), Cancellation);

        Assert.Equal(made.Id, stored!.Id);
        Assert.Equal((3, 3, 480), (stored.LabelScans.Count, stored.Samples.Count, stored.Record!.VolumeMl));
        Assert.Equal(BagLot, stored.Start!.BagLotId);
        Assert.All(stored.Samples, s => Assert.NotNull(s.ReceivedAt));
        Assert.Equal(DateTimeKind.Utc, stored.Start.StartedAt.Kind);
        Assert.Equal(10, stored.Record.BleedMinutes(stored.Start));
        Assert.Equal("phl1", stored.Start.Stamp.UserName);
    }

    [Fact]
    public async Task Results_WhenAllAreNegative_ThenSuitable_AndAVoidRunTakesItBack()
    {
        var donation = await CollectedAsync(await RegisterAsync());
        await SendAsync("R1", "lab1", Group(donation), Marker(donation, "HBC-AB", "NR"), Marker(donation, "HCV-AB", "NR"));
        await SendAsync("R2", "lab2", Group(donation));
        var last = await SendAsync("R3", "lab1", Marker(donation, "HIV-NAT", "NR"));
        Assert.Equal("suitable", last.Verdicts[donation.Din.Value]);

        await DoAsync<InvalidateRun, TestRunInvalidation>(
            async s =>
            {
                await using var scope = Begin();
                var run = await scope.ServiceProvider.GetRequiredService<ITests>().FindRunByNumberAsync(Site, "R3", Cancellation);
                return await s.ExecuteAsync(run!.Id, "drift", Cancellation);
            },
            "lab2",
            null,
            Permissions.TestsVerify);

        await using var reading = Begin();
        var facts = await reading.ServiceProvider.GetRequiredService<ReadTestingFacts>().OfAsync(donation.Id, Cancellation);
        Assert.IsType<DonationTestingVerdict.Pending>(TestingVerdicts.Of(facts));
        Assert.Equal("pending", facts.Projection!.Verdict);
        Assert.Equal(["run-invalid:HIV-NAT"], TestingChecks.RunsValid(facts).Select(f => f.Code));
    }

    [Fact]
    public async Task Discrepancy_WhenSettledByTwoPeople_ThenTheSignedFindingIsReadBack()
    {
        var donation = await CollectedAsync(await RegisterAsync());
        await SendAsync("R1", "lab1", Group(donation), Marker(donation, "HBC-AB", "NR"), Marker(donation, "HCV-AB", "NR"), Marker(donation, "HIV-NAT", "NR"));
        await SendAsync("R2", "lab2", OtherGroup(donation));
        var last = await SendAsync("R3", "lab2", Group(donation));
        Assert.Equal("abo-discrepancy", last.Verdicts[donation.Din.Value]);
        await DoAsync<ResolveDiscrepancy, DiscrepancyFinding>(
            s => s.ProposeAsync(donation.Id, "typing-error", new BloodGroup(AboGroup.A, RhD.Positive), ["R1", "R3"], Cancellation),
            "lab2", null, Permissions.TestsResolve);
        await DoAsync<ResolveDiscrepancy, DiscrepancyFinding>(
            s => s.SignAsync(donation.Id, Cancellation), "lab3", SignatureMeanings.Reviewed, Permissions.TestsResolve);

        await using var reading = Begin();
        var facts = await reading.ServiceProvider.GetRequiredService<ReadTestingFacts>().OfAsync(donation.Id, Cancellation);
        var finding = Assert.Single(facts.Findings);
        Assert.Equal((2, 1, "lab3"), (finding.EvidenceIds.Count, finding.SetAsideIds.Count, finding.Resolution!.Stamp.UserName));
        Assert.IsType<DonationTestingVerdict.Suitable>(TestingVerdicts.Of(facts));
        Assert.Equal("suitable", facts.Projection!.Verdict);
    }

    [Fact]
    public async Task Results_WhenRepeatedlyReactive_ThenTheDonorIsDeferredInTheSameCommit()
    {
        var donor = await RegisterAsync();
        var donation = await CollectedAsync(donor);
        await SendAsync("R1", "lab1", Marker(donation, "HCV-AB", "R"));
        var recorded = await SendAsync(
            "R2", "lab1", Marker(donation, "HCV-AB", "R", "repeat1"), Marker(donation, "HCV-AB", "NR", "repeat2"));

        Assert.Equal("unsuitable", recorded.Verdicts[donation.Din.Value]);
        await using var scope = Begin();
        var deferral = Assert.Single(await scope.ServiceProvider.GetRequiredService<IDeferrals>().OfAsync([donor], Cancellation));
        Assert.Equal(("TEST-HCV", donation.Id), (deferral.Code, deferral.DonationId));
    }

    [Fact]
    public async Task Results_WhenTheSameFileIsSentTwiceAtOnce_ThenOneIsRefusedAndNothingIsDoubled()
    {
        var donation = await CollectedAsync(await RegisterAsync());
        var batch = Batch("R1", Marker(donation, "HCV-AB", "R"));
        await using var first = Begin(By("lab1", null, Permissions.TestsEnter));
        await using var second = Begin(By("lab1", null, Permissions.TestsEnter));
        await first.ServiceProvider.GetRequiredService<RecordTestResults>().ExecuteAsync(batch, Cancellation);
        await second.ServiceProvider.GetRequiredService<RecordTestResults>().ExecuteAsync(batch, Cancellation);
        await first.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation);

        await Assert.ThrowsAnyAsync<ConflictException>(
            () => second.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));

        Assert.Equal(1, await CountAsync("test_results"));
        Assert.Equal(1, (await SendAgainAsync(batch)).AlreadyRecorded);
    }

    [Fact]
    public async Task StartCollection_WhenTheLotIsRecalledBetweenReadAndCommit_ThenItIsStale()
    {
        var donation = await LabelledAsync(await RegisterAsync());
        await using var starting = Begin(By("phl1", null));
        var started = await StartAsync(starting.ServiceProvider.GetRequiredService<StartCollection>(), donation.Id);
        Assert.True(started.IsStarted);

        await DoAsync<RecallLot, object>(
            async s =>
            {
                await s.ExecuteAsync(BagLot, "leak", Cancellation);
                return s;
            },
            "qa1",
            null,
            Permissions.HoldsPlace);

        await Assert.ThrowsAsync<StaleDecisionException>(
            () => starting.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));
        Assert.Equal(0, await CountAsync("collection_starts"));
        var again = await DoAsync<StartCollection, StartedCollection>(s => StartAsync(s, donation.Id), "phl1");
        Assert.Equal(["lot-recalled"], again.Reasons);
    }

    [Fact]
    public async Task Numbers_WhenTwoAreTakenAtOnce_ThenTheSecondIsRefusedAndTriesAgain()
    {
        var one = await ReadyVisitAsync(await RegisterAsync());
        await using var first = Begin(By("reg1", null));
        await using var second = Begin(By("reg2", null));
        var serials = first.ServiceProvider.GetRequiredService<IDinSerials>();
        Assert.Equal(1, await serials.TakeAsync("W1234", 2026, Cancellation));
        Assert.Equal(1, await second.ServiceProvider.GetRequiredService<IDinSerials>().TakeAsync("W1234", 2026, Cancellation));
        await first.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation);

        await Assert.ThrowsAnyAsync<ConflictException>(
            () => second.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));

        var assigned = await DoAsync<AssignDin, AssignedDin>(s => s.ExecuteAsync(one, Cancellation));
        Assert.Equal("W123426000002", assigned.Donation!.Din.Value);
    }

    private Task<RecordedResults> SendAgainAsync(ResultBatch batch) => DoAsync<RecordTestResults, RecordedResults>(
        s => s.ExecuteAsync(batch, Cancellation), "lab1", null, Permissions.TestsEnter);
}

public sealed class DonationsOnSqlite() : DonationSpecs(new SqliteTestDatabase());

public sealed class DonationsOnPostgres() : DonationSpecs(new PostgresTestDatabase());
