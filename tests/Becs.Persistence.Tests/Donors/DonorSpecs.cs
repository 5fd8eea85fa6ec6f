using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Donors;

public abstract class DonorSpecs(TestDatabase database) : VeinToBagSpecs(database)
{
    [Fact]
    public async Task Facts_WhenReadBack_ThenTheyLeadToTheSameVerdict()
    {
        var visit = await ReadyVisitAsync(await RegisterAsync());

        var verdict = await DoAsync<DecideEligibility, EligibilityVerdict>(s => s.ExecuteAsync(visit, Cancellation));

        Assert.IsType<EligibilityVerdict.Accepted>(verdict);
    }

    [Fact]
    public async Task Register_WhenThePersonExists_ThenTheStoredIdentityIsFound()
    {
        await RegisterAsync();

        var refused = await Assert.ThrowsAsync<RuleException>(() => RegisterAsync(Ann with { NationalId = null }));

        Assert.Equal("DON-001", refused.Code);
        Assert.Equal(1, await CountAsync("donors"));
    }

    [Fact]
    public async Task Deferrals_WhenClosed_ThenTheClosureIsAFactOfItsOwn()
    {
        var donor = await RegisterAsync();
        var deferral = await DeferAsync(donor, DeferralEnd.Until("well"));

        await DoAsync<CloseDeferral, DeferralClosure>(
            s => s.ExecuteAsync(deferral.Id, ClosureManner.Lifted, "seen", Cancellation),
            "phy1",
            SignatureMeanings.MedicalDecision,
            Permissions.DonorsDecide);

        await using var scope = Begin();
        var stored = Assert.Single(await scope.ServiceProvider.GetRequiredService<IDeferrals>().OfAsync([donor], Cancellation));
        Assert.Equal(("seen", DeferralKind.Indefinite), (stored.Closure!.ReasonCode, stored.Kind));
        Assert.Equal(DeferralEnd.Until("well"), stored.End);
        await Assert.ThrowsAnyAsync<Exception>(() => ExecuteSqlAsync("UPDATE deferrals SET code = 'X'"));
        await Assert.ThrowsAnyAsync<Exception>(() => ExecuteSqlAsync("DELETE FROM deferral_closures"));
    }

    [Fact]
    public async Task AliasClosure_WhenRecordsAreMerged_ThenBothWaysAndInOneStep()
    {
        var donor = await RegisterAsync();
        var alias = await RegisterAsync(Ann with { GivenName = "Agneta", NationalId = "8" });
        await DoAsync<MergeDonors, DonorMerge>(
            s => s.ExecuteAsync(donor, alias, "same-person", Cancellation),
            "phy1",
            SignatureMeanings.MedicalDecision,
            Permissions.DonorsDecide);

        await using var scope = Begin();
        var donors = scope.ServiceProvider.GetRequiredService<IDonors>();

        Assert.Equal([donor, alias], (await donors.AliasClosureAsync(donor, Cancellation)).Order(ById));
        Assert.Equal([donor, alias], (await donors.AliasClosureAsync(alias, Cancellation)).Order(ById));
        Assert.False((await donors.FindAsync(alias, Cancellation))!.IsActive);
    }

    [Fact]
    public async Task AssignDin_WhenADeferralIsCommittedBetweenReadAndCommit_ThenItIsStaleAndNothingIsWritten()
    {
        var donor = await RegisterAsync();
        var visit = await ReadyVisitAsync(donor);
        await using var assigning = Begin(By("reg1", null));
        var assigned = await assigning.ServiceProvider.GetRequiredService<AssignDin>().ExecuteAsync(visit, Cancellation);
        Assert.NotNull(assigned.Donation);

        await DeferAsync(donor, DeferralEnd.Permanent);

        await Assert.ThrowsAsync<StaleDecisionException>(
            () => assigning.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));
        Assert.Equal(0, await CountAsync("donations"));
        Assert.Equal(0, await CountAsync("gate_decisions"));
        var again = await DoAsync<AssignDin, AssignedDin>(s => s.ExecuteAsync(visit, Cancellation));
        Assert.IsType<EligibilityVerdict.Deferred>(again.Verdict);
    }

    [Fact]
    public async Task AssignDin_WhenAnswersAreAmendedBetweenReadAndCommit_ThenItIsStale()
    {
        var visit = await ReadyVisitAsync(await RegisterAsync());
        await using var assigning = Begin(By("reg1", null));
        await assigning.ServiceProvider.GetRequiredService<AssignDin>().ExecuteAsync(visit, Cancellation);

        await DoAsync<ExamineDonor, Examination>(
            s => s.ExecuteAsync(visit, new ExaminationMeasurements { SystolicMmHg = 190, DiastolicMmHg = 90 }, Cancellation));

        await Assert.ThrowsAsync<StaleDecisionException>(
            () => assigning.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));
    }

    private static Comparer<DonorId> ById { get; } = Comparer<DonorId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private async Task<Deferral> DeferAsync(DonorId donor, DeferralEnd end)
    {
        var terms = new DeferralTerms
        {
            Code = "EXTERNAL-LIST",
            End = end,
            Source = DeferralSource.ExternalList,
            RuleId = "X",
            RuleVersion = 1,
            PackHash = "",
        };
        return (await DoAsync<WriteDeferrals, IReadOnlyList<Deferral>>(
            s => s.ExecuteAsync(donor, [terms], null, null, Cancellation)))[0];
    }
}

public sealed class DonorsOnSqlite() : DonorSpecs(new SqliteTestDatabase());

public sealed class DonorsOnPostgres() : DonorSpecs(new PostgresTestDatabase());
