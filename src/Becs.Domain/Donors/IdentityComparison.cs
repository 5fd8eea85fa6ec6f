using System.Globalization;
using System.Text;

namespace Becs.Domain.Donors;

/// <summary>Compares what a person states with what is on record: case, accents, spaces and order of names do not matter.</summary>
public static class IdentityComparison
{
    /// <summary>True when they agree, false when they do not, null when the record has nothing to compare with.</summary>
    public static bool? Agrees(string kind, string given, Donor donor, DonorIdentity identity) => kind switch
    {
        IdentifierKinds.FullName => Words($"{identity.GivenName} {identity.FamilyName}").SetEquals(Words(given)),
        IdentifierKinds.BirthDate =>
            DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day == identity.BirthDate,
        IdentifierKinds.DonorNumber => Normalise(given) == Normalise(donor.DonorNumber),
        IdentifierKinds.NationalId =>
            identity.NationalId is null ? null : Normalise(given) == Normalise(identity.NationalId),
        IdentifierKinds.PhotoId => !string.IsNullOrWhiteSpace(given),
        _ => null,
    };

    /// <summary>Letters and digits only, without accents, in capitals.</summary>
    public static string Normalise(string? text)
    {
        var result = new StringBuilder();
        foreach (var character in (text ?? "").Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(character))
            {
                result.Append(char.ToUpperInvariant(character));
            }
        }

        return result.ToString();
    }

    private static HashSet<string> Words(string text) =>
        [.. text.Split([' ', ',', '-'], StringSplitOptions.RemoveEmptyEntries).Select(Normalise).Where(w => w.Length > 0)];
}
