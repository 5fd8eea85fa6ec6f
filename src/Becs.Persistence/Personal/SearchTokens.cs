using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Becs.Persistence.Personal;

/// <param name="Field">Field the token is of.</param>
/// <param name="Hash">Keyed hash of the form of the value.</param>
/// <param name="Strength">3 the whole value, 2 its beginning, 1 its sound.</param>
internal sealed record SearchToken(string Field, string Hash, int Strength);

/// <summary>
/// The forms of a value by which it can be found: whole, beginnings of two letters and more, and sound; each only as a keyed hash. Numbers
/// and dates are found whole or not at all: their beginnings would be easy to guess.
/// </summary>
internal sealed class SearchTokens(byte[] key)
{
    private const int Whole = 3;
    private const int Beginning = 2;
    private const int Sound = 1;
    private const int ShortestBeginning = 2;
    private const int LongestBeginning = 12;
    private const int TokenBytes = 16;

    /// <summary>Small letters without accents, letters and digits only; words kept apart by one space.</summary>
    public static string Normalise(string value)
    {
        var result = new StringBuilder(value.Length);
        foreach (var c in Expand(value).Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c))
            {
                result.Append(char.ToLowerInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c is not ('\'' or '’') && result.Length > 0
                && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().Trim();
    }

    public IEnumerable<SearchToken> OfRecord(IReadOnlyDictionary<string, string> fields) =>
        fields.SelectMany(f => OfField(f.Key, f.Value, isQuery: false)).DistinctBy(t => t.Hash);

    public IEnumerable<SearchToken> OfQuery(IReadOnlyDictionary<string, string> fields) =>
        fields.SelectMany(f => OfField(f.Key, f.Value, isQuery: true)).DistinctBy(t => t.Hash);

    private IEnumerable<SearchToken> OfField(string field, string value, bool isQuery)
    {
        var normalised = Normalise(value);
        if (normalised.Length == 0)
        {
            yield break;
        }

        yield return Token(field, Whole, 'w', normalised);
        if (normalised.Any(char.IsDigit))
        {
            yield break;
        }

        foreach (var word in normalised.Split(' ').Append(normalised).Distinct())
        {
            if (Phonetics.Of(word) is { Length: > 0 } sound)
            {
                yield return Token(field, Sound, 's', sound);
            }

            var longest = Math.Min(word.Length, LongestBeginning);
            var shortest = isQuery ? longest : ShortestBeginning;
            for (var length = Math.Max(shortest, ShortestBeginning); length <= longest; length++)
            {
                yield return Token(field, Beginning, 'p', word[..length]);
            }
        }
    }

    private SearchToken Token(string field, int strength, char form, string value)
    {
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{field}\u001f{form}\u001f{value}"));
        return new SearchToken(field, Convert.ToHexStringLower(hash.AsSpan(0, TokenBytes)), strength);
    }

    // Letters that have no decomposition but are commonly written otherwise.
    private static string Expand(string value) => value
        .Replace("ß", "ss", StringComparison.Ordinal)
        .Replace("æ", "ae", StringComparison.OrdinalIgnoreCase)
        .Replace("œ", "oe", StringComparison.OrdinalIgnoreCase)
        .Replace("ø", "o", StringComparison.OrdinalIgnoreCase)
        .Replace("ł", "l", StringComparison.OrdinalIgnoreCase)
        .Replace("đ", "d", StringComparison.OrdinalIgnoreCase);
}
