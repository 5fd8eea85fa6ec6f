using System.Text;

namespace Becs.Persistence.Personal;

/// <summary>
/// How a name sounds, roughly, in the languages of Latin script: Meyer, Maier and Mayr share a code. First sound, then consonant classes;
/// vowels, doubled letters and silent h fall away. Better one candidate too many than a donor registered twice.
/// </summary>
internal static class Phonetics
{
    private const int LongestCode = 6;

    private static readonly (string From, string To)[] Spellings =
    [
        ("sch", "x"), ("tch", "x"), ("cz", "x"), ("sz", "x"), ("sh", "x"), ("ch", "x"), ("ph", "f"), ("gh", "g"), ("kn", "n"),
        ("wr", "r"), ("ck", "k"), ("qu", "k"), ("th", "t"), ("dt", "t"), ("tz", "s"), ("ts", "s"), ("mac", "mk"), ("mc", "mk"),
    ];

    public static string Of(string normalisedWord)
    {
        var text = normalisedWord.Replace(" ", "", StringComparison.Ordinal);
        foreach (var (from, to) in Spellings)
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        var code = new StringBuilder();
        var last = '\0';
        for (var i = 0; i < text.Length && code.Length < LongestCode; i++)
        {
            var sound = Class(text, i);
            if (sound == 'A' && i > 0)
            {
                last = '\0';
                continue;
            }

            if (sound != '\0' && sound != last)
            {
                code.Append(sound);
            }

            last = sound == '\0' ? last : sound;
        }

        return code.ToString();
    }

    private static char Class(string text, int at) => text[at] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' or 'y' => 'A',
        'j' => at == 0 ? 'J' : 'A',
        'h' => at == 0 ? 'H' : '\0',
        'b' or 'p' => 'P',
        'c' => at + 1 < text.Length && text[at + 1] is 'e' or 'i' or 'y' ? 'S' : 'K',
        'g' or 'k' or 'q' => 'K',
        'd' or 't' => 'T',
        'f' or 'v' or 'w' => 'F',
        's' or 'z' => 'S',
        'x' => 'X',
        'l' => 'L',
        'm' or 'n' => 'N',
        'r' => 'R',
        _ => '\0',
    };
}
