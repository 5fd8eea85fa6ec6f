using Becs.Contracts.Donors;
using Becs.Domain.Donors;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.Fakes;

namespace Becs.Domain.Tests.Donors.Eligibility;

/// <summary>Each of the seven checks, both ways.</summary>
public class EligibilityTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly BloodBank _bank = new();

    [Fact]
    public async Task Of_WhenEveryFactIsThere_ThenAccepted()
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());

        var verdict = await VerdictAsync(visit);

        Assert.IsType<EligibilityVerdict.Accepted>(verdict);
        Assert.Equal(["RB-01", "RB-02", "RB-03", "RB-04", "RB-05", "RB-06", "RB-07"], verdict.Checks.Select(c => c.Blocker));
        Assert.NotEmpty(verdict.Outcomes);
    }

    [Fact]
    public async Task Identified_WhenNobodyWasIdentified_ThenNothingIsDecided()
    {
        var visit = await _bank.VisitAsync(await _bank.RegisterAsync());

        Assert.Equal(["identification"], Assert.IsType<EligibilityVerdict.Incomplete>(await VerdictAsync(visit)).Missing);
    }

    [Fact]
    public async Task Identified_WhenAnIdentifierDisagrees_ThenIncompleteUntilItAgrees()
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());
        await _bank.IdentifyAsync(visit, birthDate: "1990-04-03");
        Assert.Equal(
            ["identification-failed"], Assert.IsType<EligibilityVerdict.Incomplete>(await VerdictAsync(visit)).Missing);

        await _bank.IdentifyAsync(visit);

        Assert.IsType<EligibilityVerdict.Accepted>(await VerdictAsync(visit));
    }

    [Fact]
    public async Task NotDeferred_WhenADeferralStandsOnAnAlias_ThenDeferred()
    {
        var donor = await _bank.RegisterAsync();
        var alias = await _bank.RegisterAsync(BloodBank.Ann with { GivenName = "Agneta", NationalId = "8" });
        await DeferAsync(alias, DeferralEnd.Permanent);
        var visit = await _bank.ReadyVisitAsync(donor);
        Assert.IsType<EligibilityVerdict.Accepted>(await VerdictAsync(visit));

        _bank.Operation.As("phy1", Permissions.DonorsDecide);
        _bank.Operation.Sign(SignatureMeanings.MedicalDecision);
        await new MergeDonors(_bank.DonorStores, _bank.Subjects, _bank.Events, _bank.Operation, _bank.Ids)
            .ExecuteAsync(donor, alias, "same-person", Stop);

        Assert.IsType<EligibilityVerdict.Deferred>(await VerdictAsync(visit));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public async Task NotDeferred_WhenADeferralEnds_ThenItsEndIsTheFirstDayAllowed(int daysLeft, bool deferred)
    {
        var donor = await _bank.RegisterAsync();
        var today = _bank.Operation.Context.SiteToday;
        await DeferAsync(donor, DeferralEnd.On(today.AddDays(daysLeft)));
        var visit = await _bank.ReadyVisitAsync(donor);

        Assert.Equal(deferred, await VerdictAsync(visit) is EligibilityVerdict.Deferred);
    }

    [Fact]
    public async Task NotDeferred_WhenTheDeferralWasVoidedByAnotherPerson_ThenAccepted()
    {
        var donor = await _bank.RegisterAsync();
        var deferral = await DeferAsync(donor, DeferralEnd.Permanent);
        var visit = await _bank.ReadyVisitAsync(donor);
        var close = new CloseDeferral(
            _bank.DonorStores, _bank.DonorStores, _bank.Subjects, _bank.Events, _bank.Operation, _bank.Ids);
        _bank.Operation.As("reg1", Permissions.DonorsDecide);
        _bank.Operation.Sign(SignatureMeanings.MedicalDecision);
        await Assert.ThrowsAsync<ForbiddenException>(() => close.ExecuteAsync(deferral.Id, ClosureManner.Voided, "error", Stop));

        _bank.Operation.As("phy1", Permissions.DonorsDecide);
        Assert.Equal(
            "SIG-001",
            (await Assert.ThrowsAsync<RuleException>(() => close.ExecuteAsync(deferral.Id, ClosureManner.Voided, "error", Stop))).Code);
        _bank.Operation.Sign(SignatureMeanings.MedicalDecision);
        await close.ExecuteAsync(deferral.Id, ClosureManner.Voided, "error", Stop);

        Assert.IsType<EligibilityVerdict.Accepted>(await VerdictAsync(visit));
        Assert.Single(_bank.Events.Of<DeferralLifted>());
    }

    [Fact]
    public async Task Questionnaire_WhenAnswersAreAmended_ThenTheReviewIsVoid()
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());
        await _bank.AnswerAsync(visit);
        Assert.Contains(
            "questionnaire-review", Assert.IsType<EligibilityVerdict.Incomplete>(await VerdictAsync(visit)).Missing);

        await _bank.ReviewAsync(visit);

        Assert.IsType<EligibilityVerdict.Accepted>(await VerdictAsync(visit));
    }

    [Fact]
    public async Task Questionnaire_WhenItIsOfYesterday_ThenAskAgain()
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());
        _bank.Clock.Advance(TimeSpan.FromDays(1));
        _bank.Operation.As("scr1");

        var missing = Assert.IsType<EligibilityVerdict.Incomplete>(await VerdictAsync(visit)).Missing;

        Assert.Contains("questionnaire-day", missing);
        Assert.Contains("examination-day", missing);
    }

    [Fact]
    public async Task Questionnaire_WhenATattooIsTooYoung_ThenDeferredThreeCalendarMonths()
    {
        var donor = await _bank.RegisterAsync();
        var visit = await _bank.VisitAsync(donor);
        await _bank.IdentifyAsync(visit);
        await _bank.InterviewAsync(visit, new QuestionAnswer(AnswerValue.Yes, new DateOnly(2026, 5, 31)));
        await _bank.ExamineAsync(visit);

        var verdict = await _bank.Decide.ExecuteAsync(visit, Stop);

        Assert.IsType<EligibilityVerdict.Deferred>(verdict);
        var deferral = Assert.Single(_bank.DonorStores.Deferrals);
        Assert.Equal(("TATTOO", new DateOnly(2026, 8, 31)), (deferral.Code, deferral.EndsOn));
        Assert.Equal(new DateOnly(2026, 5, 31), deferral.CauseOn);
        Assert.Equal("EXP-TATTOO", deferral.RuleId);
        Assert.Equal(new DateOnly(2026, 6, 10).AddDays(56), Assert.Single(_bank.DonorStores.Notices).DueOn);
        Assert.Equal("TATTOO", Assert.Single(_bank.Events.Of<DonorDeferred>()).Code);

        await _bank.Decide.ExecuteAsync(visit, Stop);
        Assert.Single(_bank.DonorStores.Deferrals);
    }

    [Theory]
    [InlineData("UNKNOWN", "2026-06-01", "ANS-001")]
    [InlineData("TATTOO", "2026-06-11", "ANS-002")]
    public async Task RecordAnswers_WhenAQuestionIsUnknownOrADateInTheFuture_ThenItIsRefused(string code, string day, string refusal)
    {
        var visit = await _bank.VisitAsync(await _bank.RegisterAsync());
        _bank.Operation.As("scr1");
        var given = new QuestionnaireAnswers(default, DonationType.WholeBlood, null, new Dictionary<string, QuestionAnswer>
        {
            [code] = new(AnswerValue.Yes, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)),
        });

        var refused = await Assert.ThrowsAsync<InputException>(() => _bank.Interview.RecordAnswersAsync(visit, "q", 1, given, true, Stop));

        Assert.Equal((refusal, code), (refused.Code, refused.Field));
    }

    [Theory]
    [InlineData(125, true)]
    [InlineData(124, false)]
    public async Task Examination_WhenHaemoglobinIsAtTheLimit_ThenTheLimitIsInclusive(int tenths, bool accepted)
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());
        await _bank.ExamineAsync(visit, BloodBank.Healthy with { HaemoglobinTenthsGPerDl = tenths });

        Assert.Equal(accepted, await VerdictAsync(visit) is EligibilityVerdict.Accepted);
    }

    [Fact]
    public async Task Examination_WhenSomethingWasNotMeasured_ThenItIsMissingNotInLimits()
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());
        await _bank.ExamineAsync(visit, BloodBank.Healthy with { TemperatureTenthsC = null });

        var missing = Assert.IsType<EligibilityVerdict.Incomplete>(await VerdictAsync(visit)).Missing;

        Assert.Equal(["examination:Temperature"], missing);
    }

    [Fact]
    public async Task Examination_WhenPressureIsHigh_ThenThePhysicianDecidesOnThatExaminationOnly()
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());
        await _bank.ExamineAsync(visit, BloodBank.Healthy with { SystolicMmHg = 185 });
        Assert.Equal(["BP-HIGH"], Assert.IsType<EligibilityVerdict.ReferToPhysician>(await _bank.Decide.ExecuteAsync(visit, Stop)).Codes);

        _bank.Operation.As("phy1", Permissions.DonorsDecide);
        Assert.Equal(
            "SIG-001",
            (await Assert.ThrowsAsync<RuleException>(() => _bank.Refer.ExecuteAsync(visit, true, ["BP-HIGH"], null, null, Stop))).Code);
        _bank.Operation.Sign(SignatureMeanings.MedicalDecision);
        await _bank.Refer.ExecuteAsync(visit, true, ["BP-HIGH"], null, "examined", Stop);
        Assert.IsType<EligibilityVerdict.Accepted>(await VerdictAsync(visit));

        await _bank.ExamineAsync(visit, BloodBank.Healthy with { SystolicMmHg = 186 });
        Assert.IsType<EligibilityVerdict.ReferToPhysician>(await VerdictAsync(visit));
    }

    [Fact]
    public async Task Examination_WhenThePhysicianRefuses_ThenDeferredInConfidence()
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());
        await _bank.ExamineAsync(visit, BloodBank.Healthy with { PulseBpm = 104 });
        _bank.Operation.As("phy1", Permissions.DonorsDecide);
        _bank.Operation.Sign(SignatureMeanings.MedicalDecision);
        await _bank.Refer.ExecuteAsync(visit, false, ["PULSE-RATE"], null, null, Stop);

        Assert.IsType<EligibilityVerdict.Deferred>(await _bank.Decide.ExecuteAsync(visit, Stop));

        Assert.Equal("CONFIDENTIAL", Assert.Single(_bank.Events.Of<DonorDeferred>()).Code);
    }

    [Theory]
    [InlineData("haemoglobinTenthsGPerDl")]
    [InlineData("diastolicMmHg")]
    public async Task Examine_WhenAValueCannotBe_ThenTheFieldIsNamed(string field)
    {
        var visit = await _bank.VisitAsync(await _bank.RegisterAsync());
        _bank.Operation.As("scr1");
        var measured = field == "diastolicMmHg"
            ? BloodBank.Healthy with { DiastolicMmHg = 130 }
            : BloodBank.Healthy with { HaemoglobinTenthsGPerDl = 1350 };

        Assert.Equal(field, (await Assert.ThrowsAsync<InputException>(() => _bank.Examine.ExecuteAsync(visit, measured, Stop))).Field);
    }

    [Fact]
    public async Task Consent_WhenWithdrawn_ThenItDoesNotComeBack()
    {
        var visit = await _bank.ReadyVisitAsync(await _bank.RegisterAsync());
        _bank.Operation.As("scr1");
        await _bank.Interview.WithdrawConsentAsync(visit, "donor-changed-mind", Stop);
        await _bank.Interview.RecordConsentAsync(visit, "us.v1", true, Stop);

        Assert.Equal(["consent-withdrawn"], Assert.IsType<EligibilityVerdict.Incomplete>(await VerdictAsync(visit)).Missing);
    }

    [Fact]
    public async Task SelfExclusion_WhenTheDonorExcludesTheBlood_ThenNothingShowsAtTheChairAndTheBlockerSays()
    {
        var donor = await _bank.RegisterAsync();
        var visit = await _bank.VisitAsync(donor);
        await _bank.IdentifyAsync(visit);
        await _bank.InterviewAsync(visit, choice: SelfExclusionChoice.DoNotUse);
        await _bank.ExamineAsync(visit);

        var facts = await _bank.ReadEligibility.ForTodayAsync(visit, Stop);

        Assert.IsType<EligibilityVerdict.Accepted>(EligibilityVerdict.Of(facts));
        var finding = Assert.Single(EligibilityChecks.NotSelfExcluded(facts).Findings);
        Assert.True(finding is { Effect: FindingEffect.NotForUse, IsConfidential: true, PublicCode: "CONFIDENTIAL" });
    }

    private async Task<EligibilityVerdict> VerdictAsync(VisitId visit) =>
        EligibilityVerdict.Of(await _bank.ReadEligibility.ForTodayAsync(visit));

    private async Task<Deferral> DeferAsync(DonorId donor, DeferralEnd end)
    {
        _bank.Operation.As("reg1");
        var written = await _bank.Write.ExecuteAsync(
            donor,
            [new DeferralTerms
            {
                Code = "EXTERNAL-LIST", End = end, Source = DeferralSource.ExternalList, RuleId = "X", RuleVersion = 1, PackHash = "",
            }],
            null,
            null);
        _bank.Subjects.Commit();
        return written[0];
    }
}
