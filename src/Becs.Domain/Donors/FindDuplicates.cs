using System.Globalization;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Records that may be the same person as the one given, most likely first.</summary>
public sealed class FindDuplicates(IPersonalRecords personal)
{
    private const int MostPerSearch = 20;

    public async Task<IReadOnlyList<DuplicateCandidate>> ExecuteAsync(
        DonorIdentity identity, CancellationToken cancellationToken = default)
    {
        var found = new HashSet<PersonRef>();
        foreach (var fields in Searches(identity))
        {
            found.UnionWith(await personal.SearchAsync(SubjectKinds.Donor, fields, MostPerSearch, cancellationToken));
        }

        var candidates = new List<DuplicateCandidate>();
        foreach (var person in found)
        {
            var other = await personal.GetAsync<DonorIdentity>(person, DonorRecords.Identity, person.Id, cancellationToken);
            if (other is not null)
            {
                candidates.Add(DuplicateScore.Of(new DonorId(person.Id), identity, other));
            }
        }

        return [.. candidates.Where(c => c.ScorePercent >= DuplicateScore.WorthALook)
            .OrderByDescending(c => c.ScorePercent).ThenBy(c => c.DonorId.Value)];
    }

    // Each search asks for two things at once, so that one wrong field never hides a duplicate and one right one never floods.
    private static IEnumerable<IReadOnlyDictionary<string, string>> Searches(DonorIdentity identity)
    {
        var day = Text(identity.BirthDate);
        yield return Fields((DonorFields.Family, identity.FamilyName), (DonorFields.Given, identity.GivenName));
        yield return Fields((DonorFields.Family, identity.FamilyName), (DonorFields.BirthDate, day));
        yield return Fields((DonorFields.Given, identity.GivenName), (DonorFields.BirthDate, day));
        foreach (var former in identity.FormerFamilyNames.Take(5))
        {
            yield return Fields((DonorFields.Family, former), (DonorFields.BirthDate, day));
        }

        if (!string.IsNullOrWhiteSpace(identity.NationalId))
        {
            yield return Fields((DonorFields.NationalId, identity.NationalId));
        }

        if (identity.BirthDate.Day <= 12)
        {
            var swapped = new DateOnly(identity.BirthDate.Year, identity.BirthDate.Day, identity.BirthDate.Month);
            yield return Fields((DonorFields.Family, identity.FamilyName), (DonorFields.BirthDate, Text(swapped)));
        }
    }

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
