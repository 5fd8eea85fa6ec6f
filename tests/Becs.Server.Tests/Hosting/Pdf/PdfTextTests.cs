using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Becs.Server.Hosting.Pdf;

namespace Becs.Server.Tests.Hosting.Pdf;

/// <summary>A signature's printed name is read in every export, in whatever letters the person writes it (21 CFR 11.50).</summary>
public partial class PdfTextTests
{
    [Theory]
    [InlineData("Łukasz Żółć (second) signed")]
    [InlineData("Αθήνα, Москва, Ереван Երևան")]
    [InlineData("José Nuñez")]
    [InlineData("Nguyễn Thị Ánh")]
    public void Line_WhenANameIsInAnyLetters_ThenEachIsShownAndMeansItself(string name)
    {
        var file = Encoding.Latin1.GetString(new PdfText("Report").Line(name).ToBytes());
        Assert.Equal(name, Read(file)[0]);
    }

    [Fact]
    public void Line_WhenLettersAreOfTheFontsEveryReaderHas_ThenNoFontTravels()
    {
        var file = Encoding.Latin1.GetString(new PdfText("Report").Line("José → “Zürich” – done").ToBytes());
        Assert.DoesNotContain("FontFile2", file, StringComparison.Ordinal);
        Assert.Equal("José -> \"Zürich\" - done", Read(file)[0]);
    }

    [Fact]
    public void Line_WhenALetterHasNoGlyph_ThenItsNumberIsShown() =>
        Assert.Equal("Dr [U+4E2D][U+20BB7]", Read(Encoding.Latin1.GetString(new PdfText("Report").Line("Dr 中𠮷").ToBytes()))[0]);

    [Fact]
    public void Line_WhenWrittenFromTheRight_ThenItsLettersStandInThatOrder() =>
        Assert.Equal("ok ןהכ לארשי.", Read(Encoding.Latin1.GetString(new PdfText("Report").Line("ok ישראל כהן.").ToBytes()))[0]);

    [Fact]
    public void Title_WhenInOtherLetters_ThenIsAtTheFootAndInTheFilesName()
    {
        var file = Encoding.Latin1.GetString(new PdfText("Zmiana Łódź").Line("text").ToBytes());
        Assert.Equal("Zmiana Łódź    1 / 1", Read(file)[1]);
        Assert.Contains($"/Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("Zmiana Łódź"))}>", file, StringComparison.Ordinal);
    }

    [Fact]
    public void ToBytes_WhenLettersAreOther_ThenOnlyTheirGlyphsTravelAndEveryObjectIsWhereTheTableSays()
    {
        var bytes = new PdfText("Report").Line("Łukasz").ToBytes();
        Assert.Equal(bytes, new PdfText("Report").Line("Łukasz").ToBytes());
        var file = Encoding.Latin1.GetString(bytes);
        var offsets = XrefRow().Matches(file).Select(m => int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(13, offsets.Count);
        Assert.All(offsets.Select((o, i) => (o, i)), at => Assert.StartsWith($"{at.i + 1} 0 obj\n", file[at.o..], StringComparison.Ordinal));

        var length = int.Parse(Length1().Match(file).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var begins = file.IndexOf("stream\n", Length1().Match(file).Index, StringComparison.Ordinal) + 7;
        Assert.StartsWith("\nendstream", file[(begins + length)..], StringComparison.Ordinal);
        var drawn = Convert.ToInt32(OtherRun().Match(file).Groups[1].Value, 16);
        var outlines = Outlines(bytes.AsSpan(begins, length));
        Assert.True(outlines[drawn] > 20, "Ł has no outline.");
        Assert.InRange(outlines.Count(l => l > 0), 2, 6); // the sign of a missing glyph, Ł and what it is made of
    }

    /// <summary>What a reader copies from the lines: each piece under its font, glyphs by the map that travels with them.</summary>
    private static List<string> Read(string file)
    {
        var meanings = Meaning().Matches(file).ToDictionary(
            m => m.Groups[1].Value, m => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups[2].Value)));
        return [.. DrawnLine().Matches(file).Select(line => string.Concat(Piece().Matches(line.Value).Select(piece => piece.Groups[2].Success
            ? string.Concat(piece.Groups[2].Value.Chunk(4).Select(g => meanings[new string(g)]))
            : Escape().Replace(piece.Groups[1].Value, "$1"))))];
    }

    /// <summary>How long each glyph's outline is.</summary>
    private static List<uint> Outlines(ReadOnlySpan<byte> font)
    {
        for (var entry = 12; ; entry += 16)
        {
            if (Encoding.ASCII.GetString(font.Slice(entry, 4)) == "loca")
            {
                var at = (int)BinaryPrimitives.ReadUInt32BigEndian(font[(entry + 8)..]);
                var places = new List<uint>();
                for (var i = 0; i < BinaryPrimitives.ReadUInt32BigEndian(font[(entry + 12)..]) / 4; i++)
                {
                    places.Add(BinaryPrimitives.ReadUInt32BigEndian(font[(at + (i * 4))..]));
                }

                return [.. places.Zip(places.Skip(1), (from, to) => to - from)];
            }
        }
    }

    [GeneratedRegex(@"BT /F\d .*? ET\n", RegexOptions.Singleline)]
    private static partial Regex DrawnLine();

    [GeneratedRegex(@"\(((?:\\.|[^\\)])*)\) Tj|<([0-9A-F]+)> Tj", RegexOptions.Singleline)]
    private static partial Regex Piece();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();

    [GeneratedRegex(@"^<([0-9A-F]{4})> <([0-9A-F]+)>$", RegexOptions.Multiline)]
    private static partial Regex Meaning();

    [GeneratedRegex(@"^(\d{10}) 00000 n $", RegexOptions.Multiline)]
    private static partial Regex XrefRow();

    [GeneratedRegex(@"/Length1 (\d+)")]
    private static partial Regex Length1();

    [GeneratedRegex("<([0-9A-F]{4})> Tj")]
    private static partial Regex OtherRun();
}
