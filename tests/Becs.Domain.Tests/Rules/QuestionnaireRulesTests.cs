using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class QuestionnaireRulesTests
{
    private static readonly QuestionAnswer _no = new(AnswerValue.No);

    [Fact]
    public void Evaluate_WhenNothingIsAgainstIt_ThenPasses()
    {
        foreach (var sex in new DonorSex?[] { DonorSex.Male, DonorSex.Female, null })
        {
            Assert.True(RuleOutcome.Strictest(QuestionnaireRules.Evaluate(Packs.Site, Well(sex))).IsPass);
        }
    }

    [Fact]
    public void Evaluate_WhenAnyAskedQuestionIsUnansweredOrUnsure_ThenDoesNotPass()
    {
        var well = Well(DonorSex.Female);
        Assert.All(QuestionnaireRules.QuestionsFor(Packs.Law, well), question =>
        {
            var answers = well.Answers.Where(a => a.Key != question.Code).ToDictionary();
            Assert.Equal(
                Verdict.Missing("question " + question.Code),
                RuleOutcome.Strictest(QuestionnaireRules.Evaluate(Packs.Law, well with { Answers = answers })));
            answers[question.Code] = new(AnswerValue.Unsure);
            Assert.Equal(
                Verdict.Refer("UNSURE:" + question.Code),
                RuleOutcome.Strictest(QuestionnaireRules.Evaluate(Packs.Law, well with { Answers = answers })));
        });
    }

    [Fact]
    public void Evaluate_WhenTriggeredWithoutDate_ThenNeverPasses()
    {
        var well = Well(DonorSex.Female);
        foreach (var question in Packs.Law.All<QuestionRule>().Where(q => q.Exposures.Count > 0))
        {
            var opened = question.AskIf is { } opener ? Answer(well, opener, new(AnswerValue.Yes)) : well;
            var verdict = Judge(Answer(opened, question.Code, new(question.Triggers)));
            Assert.False(verdict.IsPass, question.Code);
        }
    }

    [Fact]
    public void QuestionsFor_WhenMale_ThenPregnancyIsNotAskedAndOfUnknownSexItIs()
    {
        Assert.DoesNotContain(QuestionnaireRules.QuestionsFor(Packs.Law, Well(DonorSex.Male)), q => q.Code == "Q-PREGNANT");
        Assert.Contains(QuestionnaireRules.QuestionsFor(Packs.Law, Well(null)), q => q.Code == "Q-PREGNANT");
    }

    [Fact]
    public void QuestionsFor_WhenTheOpenerIsAnsweredYes_ThenTheFollowingQuestionIsAsked()
    {
        var well = Well(DonorSex.Male);
        Assert.DoesNotContain(QuestionnaireRules.QuestionsFor(Packs.Law, well), q => q.Code == "Q-SEX-NEW-ANAL");
        var opened = Answer(well, "Q-SEX-NEW", new(AnswerValue.Yes));
        Assert.Contains(QuestionnaireRules.QuestionsFor(Packs.Law, opened), q => q.Code == "Q-SEX-NEW-ANAL");
        Assert.Equal(Verdict.Pass, Judge(opened));
        Assert.Equal(
            Verdict.Defer("SEX-NEWPARTNER-ANAL", DeferralEnd.On(new(2026, 9, 1))),
            Judge(Answer(opened, "Q-SEX-NEW-ANAL", new(AnswerValue.Yes, new(2026, 6, 1)))));
    }

    [Theory]
    [InlineData("Q-TATTOO", "2026-03-10", "2026-06-10")]
    [InlineData("Q-PIERCING", "2026-03-10", "2026-06-10")]
    [InlineData("Q-NEEDLESTICK", "2026-03-10", "2026-06-10")]
    [InlineData("Q-TRANSFUSED", "2026-03-10", "2026-06-10")]
    [InlineData("Q-GRAFT", "2026-03-10", "2026-06-10")]
    [InlineData("Q-SEX-EXCHANGE", "2026-03-10", "2026-06-10")]
    [InlineData("Q-SEX-RISK", "2026-03-10", "2026-06-10")]
    [InlineData("Q-SEX-HIV", "2026-03-10", "2026-06-10")]
    [InlineData("Q-IDU", "2026-03-10", "2026-06-10")]
    [InlineData("Q-PREP-ORAL", "2026-03-10", "2026-06-10")]
    [InlineData("Q-PEP", "2026-03-10", "2026-06-10")]
    [InlineData("Q-SYPHILIS", "2026-03-10", "2026-06-10")]
    [InlineData("Q-PREP-INJ", "2024-06-10", "2026-06-10")]
    [InlineData("Q-JAIL", "2025-06-10", "2026-06-10")]
    [InlineData("Q-MALARIA", "2023-06-10", "2026-06-10")]
    [InlineData("Q-PREGNANT", "2026-04-29", "2026-06-10")]
    [InlineData("Q-SMALLPOX", "2026-05-20", "2026-06-10")]
    [InlineData("Q-RABIES", "2025-06-10", "2026-06-10")]
    [InlineData("Q-WNV", "2026-02-10", "2026-06-10")]
    public void Evaluate_WhenAtTheEndOfTheWait_ThenPassesThatDayAndNotTheDayBefore(string code, string cause, string end)
    {
        var causeOn = DateOnly.Parse(cause);
        var answered = Answer(Well(DonorSex.Female), code, new(AnswerValue.Yes, causeOn));
        Assert.Equal(VerdictKind.Pass, Judge(answered with { On = DateOnly.Parse(end) }).Kind);
        var early = Judge(answered with { On = DateOnly.Parse(end).AddDays(-1) });
        Assert.Equal(VerdictKind.Defer, early.Kind);
        Assert.Equal(DeferralEnd.On(DateOnly.Parse(end)), early.Until);
    }

    [Theory]
    [InlineData("Q-HIV", "HIV-HX")]
    [InlineData("Q-HEPATITIS-B", "HBV-HX")]
    [InlineData("Q-HEPATITIS-C", "HCV-HX")]
    [InlineData("Q-HTLV", "HTLV-HX")]
    [InlineData("Q-CHAGAS", "CHAGAS")]
    [InlineData("Q-CJD", "CJD")]
    [InlineData("Q-DURA", "DURA-HGH")]
    public void Evaluate_WhenPermanent_ThenDefersForEver(string code, string deferral) => Assert.Equal(
        Verdict.Defer(deferral, DeferralEnd.Permanent),
        Judge(Answer(Well(DonorSex.Male), code, new(AnswerValue.Yes))));

    [Fact]
    public void Evaluate_WhenMalaria_ThenTravellerMonthsResidentYears()
    {
        var travelled = Answer(Well(DonorSex.Male), "Q-TRAVEL", new(AnswerValue.Yes));
        var tourist = Answer(travelled, "Q-TRAVEL-MALARIA", new(AnswerValue.Yes, new(2026, 5, 1)));
        Assert.Equal(Verdict.Defer("TRAVEL-MALARIA", DeferralEnd.On(new(2026, 8, 1))), Judge(tourist));
        var resident = Answer(tourist, "Q-LIVED-MALARIA", new(AnswerValue.Yes, new(2026, 5, 1)));
        Assert.Equal(Verdict.Defer("RES-MALARIA", DeferralEnd.On(new(2029, 5, 1))), Judge(resident));
    }

    [Fact]
    public void Evaluate_WhenTheTattooWasSterile_ThenPassesAndWithoutThatFactDefers()
    {
        QuestionAnswer recent = new(AnswerValue.Yes, new(2026, 6, 1));
        var sterile = recent with { Facts = new HashSet<string> { "STATE-REGULATED-STERILE" } };
        Assert.True(Judge(Answer(Well(DonorSex.Male), "Q-TATTOO", sterile)).IsPass);
        Assert.Equal(VerdictKind.Defer, Judge(Answer(Well(DonorSex.Male), "Q-TATTOO", recent)).Kind);
        var wrong = recent with { Facts = new HashSet<string> { "SINGLE-USE-EQUIPMENT" } };
        Assert.Equal(VerdictKind.Defer, Judge(Answer(Well(DonorSex.Male), "Q-TATTOO", wrong)).Kind);
    }

    [Fact]
    public void Evaluate_WhenTheNumberIsUnconfirmed_ThenRefersHoweverLongAgo() => Assert.Equal(
        Verdict.Refer("UNCONFIRMED:US.EXP.HEP-CONTACT"),
        Judge(Answer(Well(DonorSex.Male), "Q-HEP-CONTACT", new(AnswerValue.Yes, new(2020, 1, 1)))));

    [Fact]
    public void Evaluate_WhenTheCauseLiesInTheFuture_ThenIsMissing() => Assert.Equal(
        VerdictKind.Missing,
        Judge(Answer(Well(DonorSex.Male), "Q-TATTOO", new(AnswerValue.Yes, new(2026, 6, 11)))).Kind);

    [Fact]
    public void Evaluate_WhenMedicinesAreTaken_ThenTheListMustHaveBeenGoneThrough()
    {
        var taking = Answer(Well(DonorSex.Male), "Q-MEDICINES", new(AnswerValue.Yes));
        Assert.Equal(Verdict.Missing("medication list"), Judge(taking with { Medications = null }));
        Assert.True(Judge(taking with { Medications = [new("INSULIN", null)] }).IsPass);
        Assert.Equal(
            Verdict.Defer("MED-TERATOGEN", DeferralEnd.Permanent),
            Judge(taking with { Medications = [new("ETRETINATE", null)] }));
    }

    [Fact]
    public void Exposure_WhenNoRuleNamesIt_ThenRefers() => Assert.Equal(
        Verdict.Refer("UNCOVERED:EXPOSURE:SPACE"),
        RuleOutcome.Strictest(ExposureRules.Evaluate(Packs.Law, "SPACE", Packs.Today, DonationType.WholeBlood, null)));

    [Theory]
    [InlineData(SelfExclusionChoice.Use, VerdictKind.Pass)]
    [InlineData(SelfExclusionChoice.DoNotUse, VerdictKind.Refuse)]
    [InlineData(null, VerdictKind.Missing)]
    public void SelfExclusion_WhenChosen_ThenOnlyUsePasses(SelfExclusionChoice? choice, VerdictKind kind) =>
        Assert.Equal(kind, SelfExclusionRules.Evaluate(Packs.Law, choice).Verdict.Kind);

    private static Verdict Judge(QuestionnaireAnswers given) =>
        RuleOutcome.Strictest(QuestionnaireRules.Evaluate(Packs.Law, given));

    private static QuestionnaireAnswers Answer(QuestionnaireAnswers given, string code, QuestionAnswer answer) =>
        given with { Answers = new Dictionary<string, QuestionAnswer>(given.Answers) { [code] = answer } };

    // Every question answered so that nothing triggers, also those not asked.
    private static QuestionnaireAnswers Well(DonorSex? sex) => new(
        Packs.Today,
        DonationType.WholeBlood,
        sex,
        Packs.Law.All<QuestionRule>().ToDictionary(
            q => q.Code, q => q.Triggers == AnswerValue.Yes ? _no : new QuestionAnswer(AnswerValue.Yes)),
        []);
}
