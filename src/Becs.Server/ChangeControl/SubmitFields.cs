namespace Becs.Server.ChangeControl;

/// <summary>What is wrong with the form of a submission, by box of its page: said before anybody is asked to sign.</summary>
internal static class SubmitFields
{
    private static readonly ChangeDetailsValidator Validator = new();

    /// <summary>In the order of the page; empty when all may be signed.</summary>
    public static IReadOnlyDictionary<string, string> Check(ChangeDetails details) => Validator.Validate(details).Errors
        .GroupBy(e => BoxOf(e.PropertyName), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => string.Join(" ", g.Select(e => e.ErrorMessage).Distinct(StringComparer.Ordinal)), StringComparer.Ordinal);

    private static string BoxOf(string path) => path switch
    {
        _ when path.StartsWith(nameof(ChangeDetails.RequirementIds), StringComparison.Ordinal) => "requirements",
        _ when path.StartsWith(nameof(ChangeDetails.Trainings), StringComparison.Ordinal) => "training",
        _ when path.StartsWith(nameof(ChangeDetails.Risk), StringComparison.Ordinal) => path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..].ToLowerInvariant(),
        _ => "reason",
    };
}
