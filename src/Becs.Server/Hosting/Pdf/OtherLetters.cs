using System.Globalization;
using System.Text;

namespace Becs.Server.Hosting.Pdf;

/// <summary>
/// The letters of one PDF that the fonts every reader has cannot show: Łukasz, Αθήνα, Москва. Their glyphs travel in the file, with what they mean, so that
/// they can be searched and copied. A letter without a glyph is shown by its number, as in <c>[U+4E2D]</c>: never as a sign that could be any letter.
/// </summary>
internal sealed class OtherLetters
{
    /// <summary>The font's name in a page's resources.</summary>
    public const string Name = "F4";

    private static readonly Lazy<TrueTypeFont> Font = new(Read);
    private readonly SortedDictionary<int, Rune> _used = [];

    public bool AreUsed => _used.Count > 0;

    /// <summary>Whether there is a glyph for it.</summary>
    public static bool Has(Rune letter) => Font.Value.GlyphOf(letter) != 0;

    /// <summary>Width in thousandths of the font's size.</summary>
    public static int WidthOf(Rune letter) => Font.Value.WidthOf(Font.Value.GlyphOf(letter));

    /// <summary>A text as the operand of <c>Tj</c> under this font.</summary>
    public string Shown(IEnumerable<Rune> text)
    {
        var shown = new StringBuilder("<");
        foreach (var letter in text)
        {
            var glyph = Font.Value.GlyphOf(letter);
            _used.TryAdd(glyph, letter);
            shown.Append(CultureInfo.InvariantCulture, $"{glyph:X4}");
        }

        return shown.Append('>').ToString();
    }

    /// <summary>The objects of the font, the first of which the pages name.</summary>
    /// <param name="first">Number of the first object.</param>
    public IReadOnlyList<string> Objects(int first)
    {
        var font = Font.Value;
        var file = font.Only(_used.Keys);
        int Thousandths(int units) => units * 1000 / font.UnitsPerEm;
        return
        [
            $"<< /Type /Font /Subtype /Type0 /BaseFont /DejaVuSans /Encoding /Identity-H /DescendantFonts [{first + 1} 0 R] /ToUnicode {first + 4} 0 R >>",
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /DejaVuSans /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                + $"/CIDToGIDMap /Identity /W [{string.Join(' ', _used.Keys.Select(g => $"{g} [{font.WidthOf(g)}]"))}] /FontDescriptor {first + 2} 0 R >>",
            $"<< /Type /FontDescriptor /FontName /DejaVuSans /Flags 4 /FontBBox [{string.Join(' ', font.Box.Select(Thousandths))}] /ItalicAngle 0 "
                + $"/Ascent {Thousandths(font.Ascent)} /Descent {Thousandths(font.Descent)} /CapHeight 729 /StemV 80 /FontFile2 {first + 3} 0 R >>",
            Stream(Encoding.Latin1.GetString(file), $"/Length1 {file.Length} "),
            Stream(Meanings(), ""),
        ];
    }

    private static string Stream(string content, string more) => $"<< {more}/Length {content.Length} >>\nstream\n{content}\nendstream";

    private string Meanings()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            + "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            + "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var some in _used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n");
            foreach (var (glyph, letter) in some)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(letter.ToString()))}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend").ToString();
    }

    private static TrueTypeFont Read()
    {
        using var file = typeof(OtherLetters).Assembly.GetManifestResourceStream("Becs.Server.Hosting.Pdf.DejaVuSans.ttf")!;
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return new TrueTypeFont(copy.ToArray());
    }
}
