using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Becs.Domain.Tests.Fakes;
using Becs.Domain.Tests.Rules;

namespace Becs.Domain.Tests.Donors.Eligibility;

/// <summary>The rules we ship let a healthy donor through, from the chair to a suitable donation, and stop one that is not.</summary>
public class ShippedRulesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly BloodBank _bank = new(new Shipped());

    [Fact]
    public async Task Of_WhenADonorIsHealthy_ThenAcceptedByTheShippedRules()
    {
        var visit = await ReadyAsync();

        var verdict = EligibilityVerdict.Of(await _bank.ReadEligibility.ForTodayAsync(visit, Stop));

        Assert.True(
            verdict is EligibilityVerdict.Accepted,
            $"{verdict.Code}: {string.Join(", ", verdict.Checks.SelectMany(c => c.Findings).Select(f => f.Code))}");
    }

    [Fact]
    public async Task Of_WhenADonorHasATattooOfLastMonth_ThenDeferred()
    {
        var visit = await ReadyAsync(("Q-TATTOO", new QuestionAnswer(AnswerValue.Yes, new DateOnly(2026, 5, 1))));

        var verdict = EligibilityVerdict.Of(await _bank.ReadEligibility.ForTodayAsync(visit, Stop));

        var finding = Assert.Single(Assert.IsType<EligibilityVerdict.Deferred>(verdict).Findings.DistinctBy(f => f.Code));
        Assert.Equal(("TATTOO", new DateOnly(2026, 8, 1)), (finding.Code, finding.Deferral!.End.FirstAllowedOn));
    }

    [Fact]
    public async Task Verdict_WhenEveryTestOfTheShippedPanelIsNegative_ThenSuitable()
    {
        var donation = await CollectAsync();
        var facts = await _bank.ReadTesting.OfAsync(donation.Id, Stop);
        var markers = facts.Required.Where(t => t.Method != TestMethod.BloodGroup)
            .Select(t => BloodBank.Marker(donation, t.Test, "NR")).ToArray();
        var group = BloodBank.Group(donation) with { TestCode = facts.Required.Single(t => t.Method == TestMethod.BloodGroup).Test };

        Assert.Empty((await _bank.SendAsync("R1", "lab1", [.. markers, group])).Errors);
        var recorded = await _bank.SendAsync("R2", "lab2", group);

        Assert.Equal("suitable", recorded.Verdicts[donation.Din.Value]);
    }

    private async Task<Domain.Donations.Donation> CollectAsync()
    {
        var visit = await ReadyAsync();
        return await _bank.CollectAsync(visit);
    }

    private async Task<VisitId> ReadyAsync(params (string Code, QuestionAnswer Answer)[] changed)
    {
        var visit = await _bank.VisitAsync(await _bank.RegisterAsync());
        await _bank.IdentifyAsync(visit);
        _bank.Operation.As("scr1", Permissions.DonorsScreen);
        await _bank.Interview.RecordConsentAsync(visit, "us.v1", true);
        await _bank.Interview.RecordSelfExclusionAsync(visit, SelfExclusionChoice.Use);
        var book = await _bank.Rules.ForAsync(TestOperation.Site, _bank.Operation.Context.SiteToday);
        var answers = book.All<QuestionRule>().ToDictionary(
            q => q.Code, q => new QuestionAnswer(q.Triggers == AnswerValue.Yes ? AnswerValue.No : AnswerValue.Yes));
        foreach (var (code, answer) in changed)
        {
            answers[code] = answer;
        }

        await _bank.Interview.RecordAnswersAsync(
            visit, "donor-questionnaire", 1, new QuestionnaireAnswers(default, default, null, answers), true);
        await _bank.ReviewAsync(visit);
        await _bank.ExamineAsync(visit);
        return visit;
    }

    private sealed class Shipped : IRuleBooks
    {
        private static readonly RuleLibrary Library = new([Packs.Us, Packs.Centre]);

        public Task<RuleBook> ForAsync(SiteId site, DateOnly on, CancellationToken cancellationToken = default) =>
            Task.FromResult(Library.On(on));
    }
}
