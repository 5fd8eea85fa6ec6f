using System.Buffers.Binary;
using System.Text;

namespace Becs.Server.Hosting.Pdf;

/// <summary>What of a TrueType font a PDF needs: which glyph shows a letter, how wide it is, and a copy with only the glyphs that are used.</summary>
/// <remarks>Tables as in ISO/IEC 14496-22 (Open Font Format); letters by the table of all of Unicode (cmap format 12).</remarks>
internal sealed class TrueTypeFont
{
    private const ushort MoreParts = 0x20;

    // In the order of their names, as a font file lists them.
    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private readonly byte[] _file;
    private readonly Dictionary<string, (int At, int Length)> _tables = new(StringComparer.Ordinal);
    private readonly List<(uint First, uint Last, uint Glyph)> _letters = [];
    private readonly int _measured;

    public TrueTypeFont(byte[] file)
    {
        _file = file;
        for (var i = 0; i < U16(4); i++)
        {
            var entry = 12 + (i * 16);
            _tables.Add(Encoding.ASCII.GetString(file, entry, 4), ((int)U32(entry + 8), (int)U32(entry + 12)));
        }

        UnitsPerEm = U16(At("head") + 18);
        Box = [.. Enumerable.Range(0, 4).Select(i => (int)I16(At("head") + 36 + (i * 2)))];
        (Ascent, Descent) = (I16(At("hhea") + 4), I16(At("hhea") + 6));
        _measured = U16(At("hhea") + 34);
        var letters = At("cmap") + (int)Enumerable.Range(0, U16(At("cmap") + 2)).Select(i => At("cmap") + 4 + (i * 8))
            .Where(e => U16(e) == 3 && U16(e + 2) == 10).Select(e => U32(e + 4)).First();
        for (var i = 0; i < U32(letters + 12); i++)
        {
            var group = letters + 16 + (i * 12);
            _letters.Add((U32(group), U32(group + 4), U32(group + 8)));
        }
    }

    public int UnitsPerEm { get; }

    /// <summary>Left, bottom, right and top of the largest glyph, in units of the font.</summary>
    public IReadOnlyList<int> Box { get; }

    public int Ascent { get; }

    public int Descent { get; }

    /// <summary>The glyph that shows a letter; 0 when the font has none.</summary>
    public int GlyphOf(Rune letter)
    {
        foreach (var (first, last, glyph) in _letters)
        {
            if (letter.Value >= first && letter.Value <= last)
            {
                return (int)(glyph + ((uint)letter.Value - first));
            }
        }

        return 0;
    }

    /// <summary>Width in thousandths of the font's size.</summary>
    public int WidthOf(int glyph) => U16(At("hmtx") + (Math.Min(glyph, _measured - 1) * 4)) * 1000 / UnitsPerEm;

    /// <summary>The font with no other glyphs than these, under their numbers: the same for the same glyphs.</summary>
    public byte[] Only(IEnumerable<int> glyphs)
    {
        var used = new SortedSet<int>(glyphs) { 0 };
        foreach (var glyph in used.ToArray())
        {
            AddParts(glyph, used);
        }

        var count = used.Max + 1;
        var (outlines, places) = (new MemoryStream(), new byte[(count + 1) * 4]);
        for (var glyph = 0; glyph < count; glyph++)
        {
            if (used.Contains(glyph))
            {
                outlines.Write(Outline(glyph));
                outlines.Write(new byte[(4 - ((int)outlines.Length % 4)) % 4]);
            }

            BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan((glyph + 1) * 4), (uint)outlines.Length);
        }

        var (head, lines, most) = (Table("head").ToArray(), Table("hhea").ToArray(), Table("maxp").ToArray());
        var measured = Math.Min(count, _measured);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0); // the sum over a whole file, which this no longer is
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        BinaryPrimitives.WriteUInt16BigEndian(lines.AsSpan(34), (ushort)measured);
        BinaryPrimitives.WriteUInt16BigEndian(most.AsSpan(4), (ushort)count);
        var widths = Table("hmtx")[..((measured * 4) + ((count - measured) * 2))].ToArray();
        return Written([.. Kept.Where(_tables.ContainsKey).Select(name => (name, name switch
        {
            "glyf" => outlines.ToArray(),
            "head" => head,
            "hhea" => lines,
            "hmtx" => widths,
            "loca" => places,
            "maxp" => most,
            _ => Table(name).ToArray(),
        }))]);
    }

    // A letter with an accent is made of others.
    private void AddParts(int glyph, SortedSet<int> used)
    {
        var outline = Outline(glyph);
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return;
        }

        for (var at = 10; ;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            var part = BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]);
            if (used.Add(part))
            {
                AddParts(part, used);
            }

            if ((flags & MoreParts) == 0)
            {
                return;
            }

            at += 4 + ((flags & 1) != 0 ? 4 : 2) + ((flags & 8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
        }
    }

    private ReadOnlySpan<byte> Outline(int glyph)
    {
        var loca = At("loca");
        var isLong = I16(At("head") + 50) == 1;
        var (from, to) = isLong ? ((int)U32(loca + (glyph * 4)), (int)U32(loca + (glyph * 4) + 4)) : (U16(loca + (glyph * 2)) * 2, U16(loca + (glyph * 2) + 2) * 2);
        return Table("glyf")[from..to];
    }

    private static byte[] Written(IReadOnlyList<(string Name, byte[] Content)> tables)
    {
        var power = (int)Math.Log2(tables.Count);
        var file = new byte[12 + (tables.Count * 16) + tables.Sum(t => (t.Content.Length + 3) & ~3)];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        ReadOnlySpan<int> counts = [tables.Count, 16 << power, power, (tables.Count * 16) - (16 << power)];
        for (var i = 0; i < counts.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4 + (i * 2)), (ushort)counts[i]);
        }

        var at = 12 + (tables.Count * 16);
        foreach (var (table, i) in tables.Select((t, i) => (t, i)))
        {
            var entry = file.AsSpan(12 + (i * 16), 16);
            table.Content.CopyTo(file, at);
            Encoding.ASCII.GetBytes(table.Name, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(file.AsSpan(at, (table.Content.Length + 3) & ~3)));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)table.Content.Length);
            at += (table.Content.Length + 3) & ~3;
        }

        return file;
    }

    private static uint Sum(ReadOnlySpan<byte> table)
    {
        var sum = 0u;
        for (var i = 0; i < table.Length; i += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(table[i..]));
        }

        return sum;
    }

    private int At(string table) => _tables[table].At;

    private ReadOnlySpan<byte> Table(string name) => _file.AsSpan(_tables[name].At, _tables[name].Length);

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));
}
