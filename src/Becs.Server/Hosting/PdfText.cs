using System.Globalization;
using System.Text;

namespace Becs.Server.Hosting;

/// <summary>
/// Text as a PDF 1.4 of A4 pages in the fonts every reader has: headings, paragraphs, lines of code, page numbers. The same text gives the same
/// bytes on every machine and day: no time, no ids, nothing packed. What those fonts cannot show is shown as its plain letter, or as <c>?</c>.
/// </summary>
internal sealed class PdfText(string title)
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
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select((_, i) => $"{7 + (i * 2)} 0 R"))}] >>",
            Font("Helvetica"), Font("Helvetica-Bold"), Font("Courier"),
            $"<< /Title {Shown(title)} /Producer (BECS) >>",
        };
        for (var i = 0; i < _pages.Count; i++)
        {
            var content = $"{_pages[i]}BT /F1 8 Tf {N(Margin)} 30 Td {Shown($"{title}    {i + 1} / {_pages.Count}")} Tj ET\n";
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {N(Width)} {N(Height)}] /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> "
                + $"/Contents {8 + (i * 2)} 0 R >>");
            objects.Add($"<< /Length {Encoding.Latin1.GetByteCount(content)} >>\nstream\n{content}endstream");
        }

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
            _pages[^1].Append(CultureInfo.InvariantCulture, $"BT /{font} {N(size)} Tf {N(Margin + indent)} {N(_y)} Td {Shown(line)} Tj ET\n");
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
                var fits = Enumerable.Range(1, rest.Length).Last(n => n == 1 || Length(rest[..n], font, size) <= width);
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

    private static double Length(string text, string font, double size) => size / 1000 * text.Sum(c =>
        font == "F3" ? Code : (c is >= ' ' and <= '~' ? Widths[c - ' '] : 667) * (font == "F2" ? 1.3 : 1.2)); // a reader without Helvetica takes a wider font

    private static string Font(string name) => $"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>";

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Shown(string text)
    {
        var shown = new StringBuilder("(");
        foreach (var c in text.EnumerateRunes().SelectMany(Plain))
        {
            shown.Append(c is '(' or ')' or '\\' ? $"\\{c}" : c);
        }

        return shown.Append(')').ToString();
    }

    private static string Plain(Rune rune)
    {
        if (rune.Value is (>= ' ' and <= '~') or (>= 0xA0 and <= 0xFF))
        {
            return rune.ToString();
        }

        var letter = rune.ToString().Normalize(NormalizationForm.FormD)[0];
        return letter is >= ' ' and <= '~' ? letter.ToString() : rune.Value switch
        {
            0x2192 => "->",
            0x2013 or 0x2014 => "-",
            0x2018 or 0x2019 => "'",
            0x201C or 0x201D => "\"",
            _ => "?",
        };
    }
}
