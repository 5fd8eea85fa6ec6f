using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Becs.Server.Hosting.Pdf;

/// <summary>
/// Text as a PDF 1.4 of A4 pages in the fonts every reader has: headings, paragraphs, lines of code, page numbers. The same text gives the same
/// bytes on every machine and day: no time, no ids, nothing packed. What those fonts cannot show comes from <see cref="OtherLetters"/>.
/// </summary>
internal sealed partial class PdfText(string title)
{
    private const double Width = 595;
    private const double Height = 842;
    private const double Margin = 56;
    private const int Code = 600;

    // Helvetica, from space to tilde, in thousandths of its size.
    private static readonly int[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584,
        584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278,
        278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,
        500, 334, 260, 334, 584,
    ];

    private readonly List<StringBuilder> _pages = [];
    private readonly OtherLetters _others = new();
    private double _y;

    public PdfText Heading(string text, int level = 1)
    {
        Space(level == 1 ? 14 : 8);
        return Write(text, "F2", level == 1 ? 14 : 11, 0);
    }

    public PdfText Line(string text, double indent = 0) => Write(text, "F1", 9, indent);

    public PdfText CodeLine(string text, double indent = 0) => Write(text, "F3", 8, indent);

    public PdfText Space(double points)
    {
        _y -= points;
        return this;
    }

    public byte[] ToBytes()
    {
        var feet = _pages.Select((_, i) => Shown($"{title}    {i + 1} / {_pages.Count}", "F1", 8)).ToList();
        var others = 7 + (_pages.Count * 2);
        var fonts = "/F1 3 0 R /F2 4 0 R /F3 5 0 R" + (_others.AreUsed ? $" /{OtherLetters.Name} {others} 0 R" : "");
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select((_, i) => $"{7 + (i * 2)} 0 R"))}] >>",
            Font("Helvetica"), Font("Helvetica-Bold"), Font("Courier"),
            $"<< /Title {Named(title)} /Producer (BECS) >>",
        };
        for (var i = 0; i < _pages.Count; i++)
        {
            var content = $"{_pages[i]}BT /F1 8 Tf {N(Margin)} 30 Td {feet[i]} ET\n";
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {N(Width)} {N(Height)}] /Resources << /Font << {fonts} >> >> "
                + $"/Contents {8 + (i * 2)} 0 R >>");
            objects.Add($"<< /Length {Encoding.Latin1.GetByteCount(content)} >>\nstream\n{content}endstream");
        }

        objects.AddRange(_others.AreUsed ? _others.Objects(others) : []);

        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        foreach (var (body, i) in objects.Select((o, i) => (o, i)))
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{body}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            file.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private PdfText Write(string text, string font, double size, double indent)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').SelectMany(l => Wrapped(l, font, size, Width - (2 * Margin) - indent)))
        {
            if (_pages.Count == 0 || _y < Margin + size)
            {
                _pages.Add(new StringBuilder());
                _y = Height - Margin;
            }

            _y -= size * 1.35;
            _pages[^1].Append(CultureInfo.InvariantCulture, $"BT /{font} {N(size)} Tf {N(Margin + indent)} {N(_y)} Td {Shown(line, font, size)} ET\n");
        }

        return this;
    }

    private static IEnumerable<string> Wrapped(string text, string font, double size, double width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            var rest = word;
            while (Length(rest, font, size) > width)
            {
                var fits = Enumerable.Range(1, rest.Length)
                    .Last(n => n == 1 || (!char.IsHighSurrogate(rest[n - 1]) && Length(rest[..n], font, size) <= width));
                if (line.Length > 0)
                {
                    yield return line.ToString();
                    line.Clear();
                }

                yield return rest[..fits];
                rest = rest[fits..];
            }

            if (line.Length > 0 && Length($"{line} {rest}", font, size) > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(rest);
        }

        yield return line.ToString();
    }

    private static double Length(string text, string font, double size) => size / 1000 * Letters(text).Sum(letter =>
        letter.IsOther ? OtherLetters.WidthOf(letter.Rune)
            : font == "F3" ? Code
            : (letter.Rune.Value is >= ' ' and <= '~' ? Widths[letter.Rune.Value - ' '] : 667) * (font == "F2" ? 1.3 : 1.2)); // a reader without Helvetica takes a wider font

    private static string Font(string name) => $"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>";

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    // Latin letters in the font of the line, others in their own, one after the other.
    private string Shown(string text, string font, double size)
    {
        var shown = new StringBuilder();
        var letters = Letters(text).ToList();
        for (var from = 0; from < letters.Count;)
        {
            var isOther = letters[from].IsOther;
            var run = letters[from..].TakeWhile(l => l.IsOther == isOther).Select(l => l.Rune).ToList();
            from += run.Count;
            shown.Append(isOther
                ? string.Create(CultureInfo.InvariantCulture, $"/{OtherLetters.Name} {N(size)} Tf {_others.Shown(run)} Tj /{font} {N(size)} Tf ")
                : $"({Escaped(run)}) Tj ");
        }

        return shown.Length == 0 ? "() Tj" : shown.ToString().TrimEnd();
    }

    private static string Named(string title) => Letters(title).Any(l => l.IsOther)
        ? $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}>" : $"({Escaped(Letters(title).Select(l => l.Rune))})";

    private static string Escaped(IEnumerable<Rune> run) => string.Concat(run.Select(r => r.Value is '(' or ')' or '\\' ? $"\\{r}" : r.ToString()));

    // What is written from right to left is put the other way round: the file places letters from left to right.
    private static IEnumerable<(Rune Rune, bool IsOther)> Letters(string text) =>
        FromTheRight().Replace(text.Normalize(NormalizationForm.FormC), m => string.Concat(m.Value.EnumerateRunes().Reverse()))
            .EnumerateRunes().SelectMany(Plain);

    private static IEnumerable<(Rune Rune, bool IsOther)> Plain(Rune rune)
    {
        if (rune.Value is (>= ' ' and <= '~') or (>= 0xA0 and <= 0xFF))
        {
            return [(rune, false)];
        }

        var plain = rune.Value switch
        {
            '\t' => "    ",
            0x2192 => "->",
            0x2013 or 0x2014 => "-",
            0x2018 or 0x2019 => "'",
            0x201C or 0x201D => "\"",
            _ => null,
        };
        return plain is null && OtherLetters.Has(rune) ? [(rune, true)] : (plain ?? $"[U+{rune.Value:X4}]").EnumerateRunes().Select(r => (r, false));
    }

    [GeneratedRegex("[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]+(?: +[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]+)*")]
    private static partial Regex FromTheRight();
}
