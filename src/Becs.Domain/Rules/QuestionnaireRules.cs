namespace Becs.Domain.Rules;

/// <summary>Answers to deferrals. Unanswered is Missing, unsure goes to the physician, an unknown exposure
/// too.</summary>
public static class QuestionnaireRules
{
    /// <summary>The questions this donor must answer, in order; a question that depends on another is left out until
    /// that one got its triggering answer.</summary>
    public static IReadOnlyList<QuestionRule> QuestionsFor(RuleBook book, QuestionnaireAnswers given)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(given);
        var all = book.All<QuestionRule>().ToList();
        return [.. all.Where(q => q.Applies.To(given.Sex, given.Type, null) && IsAsked(q, all, given.Answers, 0))
            .OrderBy(q => q.Order)];
    }

    /// <summary>One outcome per question asked and, where triggered, per exposure rule; then the medication
    /// list.</summary>
    public static IReadOnlyList<RuleOutcome> Evaluate(RuleBook book, QuestionnaireAnswers given)
    {
        var outcomes = new List<RuleOutcome>();
        foreach (var question in QuestionsFor(book, given))
        {
            AddQuestion(book, question, given, outcomes);
        }

        if (outcomes.Count == 0)
        {
            outcomes.Add(RuleOutcome.Uncovered("QUESTIONNAIRE", ("on", given.On)));
        }

        return outcomes;
    }

    private static void AddQuestion(
        RuleBook book, QuestionRule question, QuestionnaireAnswers given, List<RuleOutcome> outcomes)
    {
        var answer = given.Answers.GetValueOrDefault(question.Code);
        var verdict = answer switch
        {
            null => Verdict.Missing("question " + question.Code),
            { Value: AnswerValue.Unsure } => Verdict.Refer("UNSURE:" + question.Code),
            { CauseOn: { } cause } when cause > given.On =>
                Verdict.Missing("a cause date not in the future: " + question.Code),
            _ when answer.Value == question.Triggers && question.OpensMedicationList && given.Medications is null =>
                Verdict.Missing("medication list"),
            _ => Verdict.Pass,
        };
        outcomes.Add(RuleOutcome.Of(question, verdict, ("on", given.On), ("answer", answer?.Value)));
        if (!verdict.IsPass || answer!.Value != question.Triggers)
        {
            return;
        }

        foreach (var exposure in question.Exposures)
        {
            outcomes.AddRange(
                ExposureRules.Evaluate(book, exposure, given.On, given.Type, answer.CauseOn, answer.Facts));
        }

        if (question.OpensMedicationList)
        {
            outcomes.AddRange(MedicationRules.Evaluate(book, given.On, given.Type, given.Medications!));
        }
    }

    // A chain of questions that open each other is short; a circle in the data asks rather than hides.
    private static bool IsAsked(
        QuestionRule question, List<QuestionRule> all, IReadOnlyDictionary<string, QuestionAnswer> answers, int depth)
    {
        if (question.AskIf is null || depth > 5)
        {
            return true;
        }

        var opener = all.Find(q => q.Code == question.AskIf);
        return opener is null
            || (IsAsked(opener, all, answers, depth + 1)
                && answers.GetValueOrDefault(opener.Code)?.Value == opener.Triggers);
    }
}
