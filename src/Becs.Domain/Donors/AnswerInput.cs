using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>What answers must be before they are worth keeping.</summary>
internal static class AnswerInput
{
    internal static void Check(RuleBook book, QuestionnaireAnswers given, DateOnly today)
    {
        var known = book.All<QuestionRule>().Select(q => q.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var (code, answer) in given.Answers)
        {
            if (!known.Contains(code))
            {
                throw new InputException("ANS-001", code, $"There is no question '{code}' today.");
            }

            if (answer.CauseOn > today)
            {
                throw new InputException("ANS-002", code, $"The date for question '{code}' lies in the future.");
            }
        }

        if (given.Medications?.FirstOrDefault(m => m.LastTakenOn > today) is { } medicine)
        {
            throw new InputException("ANS-002", medicine.Drug, $"The last dose of '{medicine.Drug}' lies in the future.");
        }
    }

    /// <summary>The pack whose questions are asked; with several, the first by hash: all of them are in force together.</summary>
    internal static string PackHashOf(RuleBook book) =>
        book.All<QuestionRule>().Select(q => q.PackHash).Order(StringComparer.Ordinal).FirstOrDefault() ?? "";
}
