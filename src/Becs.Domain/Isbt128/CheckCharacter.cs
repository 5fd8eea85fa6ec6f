namespace Becs.Domain.Isbt128;

/// <summary>
/// ISO/IEC 7064 modulo 37-2 over the 13 characters of a donation number (ISBT 128 ST-001, appendix A). It detects every
/// single-character error; it does not identify: two donation numbers may share one check character.
/// </summary>
public static class CheckCharacter
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

    /// <summary>The check value, 0 to 36.</summary>
    /// <exception cref="ArgumentException">A character outside 0-9 and A-Z.</exception>
    public static int ValueOf(ReadOnlySpan<char> text)
    {
        var sum = 0;
        foreach (var character in text)
        {
            var value = character is '*' ? -1 : Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
            {
                throw new ArgumentException("Only 0-9 and A-Z have a check value.", nameof(text));
            }

            sum = (sum + value) * 2 % 37;
        }

        return (38 - sum) % 37;
    }

    /// <summary>The character K printed boxed after the number: 0-9, A-Z or *.</summary>
    public static char Of(ReadOnlySpan<char> text) => Alphabet[ValueOf(text)];
}
