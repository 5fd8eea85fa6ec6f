using System.Globalization;
using System.Text.Json;
using Becs.Activities.Tasks;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Activities.Donors;

/// <summary>
/// Reads the questionnaire's form: for question <c>X</c> the fields <c>X</c> (Yes, No, Unsure), <c>X__on</c> (the day deferrals count from)
/// and <c>X__is_f</c> (a follow-up fact f); medicines as rows. A question not on the form stays unanswered, which is not "no".
/// </summary>
internal static class GivenAnswers
{
    private const string DateSuffix = "__on";
    private const string FlagInfix = "__is_";

    private static readonly HashSet<string> _others = new(StringComparer.Ordinal)
    {
        "consentTextVersion", "consentSigned", "donorAcknowledged", "useOfBlood", "medications", "medicationListGoneThrough",
    };

    public static QuestionnaireAnswers Read(TaskSubmission submission, DateOnly today)
    {
        var answers = new Dictionary<string, QuestionAnswer>(StringComparer.Ordinal);
        foreach (var property in submission.Data.EnumerateObject())
        {
            if (_others.Contains(property.Name) || property.Name.Contains("__", StringComparison.Ordinal)
                || property.Value.ValueKind != JsonValueKind.String)
            {
                continue;
            }

            if (!Enum.TryParse<AnswerValue>(property.Value.GetString(), out var value))
            {
                throw new InputException("ANS-003", property.Name, $"Question '{property.Name}' is answered by Yes, No or Unsure.");
            }

            answers[property.Name] = new QuestionAnswer(
                value, Date(submission, property.Name + DateSuffix), Facts(submission, property.Name + FlagInfix));
        }

        // Overwritten by the domain with day, type and sex from its own records.
        return new QuestionnaireAnswers(today, default, null, answers, Medications(submission));
    }

    public static SelfExclusionChoice Choice(TaskSubmission submission) =>
        Enum.TryParse<SelfExclusionChoice>(submission.Text("useOfBlood"), out var choice) && Enum.IsDefined(choice)
            ? choice
            : throw new InputException("ANS-004", "useOfBlood", "The donor's confidential choice is missing.");

    private static HashSet<string>? Facts(TaskSubmission submission, string prefix)
    {
        var facts = submission.Data.EnumerateObject()
            .Where(p => p.Name.StartsWith(prefix, StringComparison.Ordinal) && p.Value.ValueKind == JsonValueKind.True)
            .Select(p => p.Name[prefix.Length..]).ToHashSet(StringComparer.Ordinal);
        return facts.Count == 0 ? null : facts;
    }

    // The list was gone through when staff say so; an empty list then means "none", otherwise it is missing.
    private static List<MedicationTaken>? Medications(TaskSubmission submission)
    {
        if (!submission.IsTrue("medicationListGoneThrough"))
        {
            return null;
        }

        if (!submission.Data.TryGetProperty("medications", out var rows) || rows.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return [.. rows.EnumerateArray().Select((row, index) => new MedicationTaken(
            row.TryGetProperty("drug", out var drug) && drug.GetString() is { Length: > 0 } code
                ? code
                : throw new InputException("ANS-005", $"medications[{index}].drug", "Name the medicine."),
            row.TryGetProperty("lastTakenOn", out var taken) && taken.ValueKind == JsonValueKind.String
                ? Parse(taken.GetString()!, $"medications[{index}].lastTakenOn")
                : null))];
    }

    private static DateOnly? Date(TaskSubmission submission, string field) =>
        submission.Text(field) is { Length: > 0 } text ? Parse(text, field) : null;

    private static DateOnly Parse(string text, string field) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new InputException("FRM-004", field, $"'{field}' must be a date as year-month-day.");
}
