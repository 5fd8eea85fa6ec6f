using Becs.Domain.Signatures;

namespace Becs.Server.Signatures;

/// <summary>
/// What a signature may mean, by what is done with it: the whole list, the same for a page and for the API. The record itself demands its meaning
/// once more. What is not here is not signed.
/// </summary>
public static class SigningActions
{
    private const string Bulk = "incident.bulk-";

    private static readonly string[] _incident = [SignatureMeanings.Reviewed, SignatureMeanings.Approved];

    private static readonly Dictionary<string, string[]> _meanings = new(StringComparer.Ordinal)
    {
        ["change.submit"] = [SignatureMeanings.Authored],
        ["change.review"] = [SignatureMeanings.Reviewed],
        ["change.verify"] = [SignatureMeanings.Verified],
        ["change.approve"] = [SignatureMeanings.Approved],
        ["change.refuse"] = [SignatureMeanings.Refused],
        ["change.review-afterwards"] = [SignatureMeanings.Reviewed],
        ["change.justify"] = [SignatureMeanings.Justified],
        ["change.plan-propose"] = [SignatureMeanings.Authored],
        ["change.plan-accept"] = [SignatureMeanings.Reviewed],
        ["change.plan-reject"] = [SignatureMeanings.Reviewed],
        ["change.plan-approve"] = [SignatureMeanings.Approved],
        ["change.plan-refuse"] = [SignatureMeanings.Refused],
        ["cover.sign"] = [SignatureMeanings.AcceptedForUse],
        ["incident.cancel"] = _incident,
        ["incident.skip"] = _incident,
        ["integrity.open"] = [SignatureMeanings.Reviewed],
        ["integrity.confirm"] = [SignatureMeanings.Approved],
        ["package.accept"] = [SignatureMeanings.AcceptedForUse],
        ["package.retire"] = [SignatureMeanings.Retired],
        ["platform.accept"] = [SignatureMeanings.AcceptedForUse],
        ["platform.justify"] = [SignatureMeanings.Justified],
        ["platform.withdraw"] = [SignatureMeanings.Retired],
        ["results.record"] = [SignatureMeanings.Verified],
        ["task.complete"] = [.. SignatureMeanings.All], // the task says which of them
        ["training.acknowledge"] = [SignatureMeanings.Acknowledged],
    };

    public static IReadOnlyCollection<string> MeaningsOf(string action) =>
        action.StartsWith(Bulk, StringComparison.Ordinal) ? _incident : _meanings.GetValueOrDefault(action) ?? [];
}
