using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>How much two identities look like one person (domain handbook 2.1).</summary>
internal static class DuplicateScore
{
    /// <summary>From here on a person looks at it.</summary>
    internal const int WorthALook = 50;

    internal static DuplicateCandidate Of(DonorId id, DonorIdentity one, DonorIdentity other)
    {
        var features = new List<string>();
        var score = 0;
        void Add(bool holds, string feature, int points)
        {
            if (holds)
            {
                features.Add(feature);
                score += points;
            }
        }

        var (family, given) = (Same(one.FamilyName, other.FamilyName), Same(one.GivenName, other.GivenName));
        var sameDay = one.BirthDate == other.BirthDate;
        var nationalIds = (IdentityComparison.Normalise(one.NationalId), IdentityComparison.Normalise(other.NationalId));
        var sameId = nationalIds.Item1.Length > 0 && nationalIds.Item1 == nationalIds.Item2;
        if (sameId || (family && given && sameDay && one.Sex == other.Sex))
        {
            return new DuplicateCandidate(id, 100, [sameId ? "national-id" : "name-birth-date-sex"]);
        }

        Add(family, "family-name", 25);
        Add(!family && FormerNamesMeet(one, other), "former-family-name", 20);
        Add(!family && Near(one.FamilyName, other.FamilyName, 2), "family-name-similar", 15);
        Add(given, "given-name", 25);
        Add(!given && Near(one.GivenName, other.GivenName, 2), "given-name-similar", 15);
        Add(sameDay, "birth-date", 35);
        Add(!sameDay && Swapped(one.BirthDate, other.BirthDate), "birth-date-swapped", 25);
        Add(nationalIds.Item1.Length > 3 && Near(nationalIds.Item1, nationalIds.Item2, 1), "national-id-one-off", 30);
        Add(Same(one.Phone, other.Phone), "phone", 10);
        Add(Same(one.Address, other.Address), "address", 10);
        return new DuplicateCandidate(id, Math.Min(score, 99), features);
    }

    private static bool Same(string? one, string? other) =>
        IdentityComparison.Normalise(one) is { Length: > 0 } normal && normal == IdentityComparison.Normalise(other);

    private static bool FormerNamesMeet(DonorIdentity one, DonorIdentity other) =>
        one.FormerFamilyNames.Append(one.FamilyName).Any(n =>
            other.FormerFamilyNames.Append(other.FamilyName).Any(m => Same(n, m)));

    private static bool Swapped(DateOnly one, DateOnly other) =>
        one.Year == other.Year && one.Month == other.Day && one.Day == other.Month;

    // Edit distance at most the limit; names are short, so the full table is fine.
    private static bool Near(string? one, string? other, int limit)
    {
        var (a, b) = (IdentityComparison.Normalise(one), IdentityComparison.Normalise(other));
        if (a.Length < 3 || b.Length < 3 || Math.Abs(a.Length - b.Length) > limit)
        {
            return false;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length] <= limit;
    }
}
