using System.Text;

namespace Becs.Server.Shell.Localisation;

/// <summary>
/// Turns English into pseudo-English: accents on every letter, a third more length, brackets at the ends. Placeholders such as
/// <c>{0:t}</c> stay as they are, so that a text that still reads plain was never a resource.
/// </summary>
public static class PseudoText
{
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Accented = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž";

    public static string Of(string english)
    {
        var text = new StringBuilder(english.Length * 2).Append('[');
        var depth = 0;
        foreach (var c in english)
        {
            depth += c == '{' ? 1 : 0;
            var at = depth == 0 ? Plain.IndexOf(c) : -1;
            text.Append(at < 0 ? c : Accented[at]);
            depth -= c == '}' ? 1 : 0;
        }

        return text.Append('·', english.Length / 3).Append(']').ToString();
    }
}
