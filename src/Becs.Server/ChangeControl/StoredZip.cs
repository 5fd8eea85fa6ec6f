using System.Buffers.Binary;
using System.Text;

namespace Becs.Server.ChangeControl;

/// <param name="Name">With <c>/</c> between folders.</param>
internal sealed record ZipPart(string Name, ReadOnlyMemory<byte> Content);

/// <summary>
/// Zip files written in one way only: nothing packed, every time 1980-01-01, no comments, parts in the order given. The same parts are the same
/// bytes, and reading takes nothing that this would not have written: no packing (so no bombs), no names outside.
/// </summary>
internal static class StoredZip
{
    public const int MostParts = 5000;
    public const int MostBytes = 256 * 1024 * 1024;
    private const uint Local = 0x04034b50;
    private const uint Central = 0x02014b50;
    private const uint End = 0x06054b50;
    private const int LocalBytes = 30;
    private static readonly uint[] Table = MakeTable();

    public static byte[] Write(IReadOnlyList<ZipPart> parts)
    {
        using var file = new MemoryStream();
        var central = new MemoryStream();
        foreach (var part in parts)
        {
            var (name, crc, at) = (Encoding.UTF8.GetBytes(part.Name), Crc(part.Content.Span), (uint)file.Length);
            Put(file, Local);
            Shared(file, name, crc, part.Content.Length);
            file.Write(name);
            file.Write(part.Content.Span);
            Put(central, Central);
            Put16(central, 20);
            Shared(central, name, crc, part.Content.Length);
            central.Write(new byte[10]); // comment length, disk, attributes: none
            Put(central, at);
            central.Write(name);
        }

        var start = (uint)file.Length;
        central.WriteTo(file);
        Put(file, End);
        file.Write(new byte[4]);
        Put16(file, parts.Count);
        Put16(file, parts.Count);
        Put(file, (uint)central.Length);
        Put(file, start);
        Put16(file, 0);
        return file.ToArray();
    }

    /// <summary>The parts of a file, and what is wrong with it; parts that could be read are given all the same.</summary>
    public static (IReadOnlyList<ZipPart> Parts, IReadOnlyList<string> Problems) Read(ReadOnlyMemory<byte> file)
    {
        var (parts, problems, at, names) = (new List<ZipPart>(), new List<string>(), 0, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        while (at + LocalBytes <= file.Length && BinaryPrimitives.ReadUInt32LittleEndian(file.Span[at..]) == Local)
        {
            var head = file.Span.Slice(at, LocalBytes);
            var (method, packed, length, nameLength) = (BinaryPrimitives.ReadUInt16LittleEndian(head[8..]), BinaryPrimitives.ReadUInt32LittleEndian(head[18..]),
                BinaryPrimitives.ReadUInt32LittleEndian(head[22..]), BinaryPrimitives.ReadUInt16LittleEndian(head[26..]));
            if (at + LocalBytes + nameLength > file.Length)
            {
                break;
            }

            var name = Encoding.UTF8.GetString(file.Span.Slice(at + LocalBytes, nameLength));
            if (method != 0 || packed != length || parts.Count == MostParts)
            {
                problems.Add(method != 0 ? $"{name}: it is packed, which nothing in such a file is." : $"{name}: its length is not what the file says.");
                return (parts, problems);
            }

            if (at + LocalBytes + nameLength + (long)length > file.Length)
            {
                problems.Add($"{name}: the file ends before it does.");
                return (parts, problems);
            }

            if (!IsInside(name) || !names.Add(name))
            {
                problems.Add($"{name}: no name a part may have.");
                return (parts, problems);
            }

            parts.Add(new ZipPart(name, file.Slice(at + LocalBytes + nameLength, (int)length)));
            at += LocalBytes + nameLength + (int)length;
        }

        var again = Write(parts);
        var differs = again.AsSpan().CommonPrefixLength(file.Span);
        if (differs < again.Length || again.Length != file.Length)
        {
            problems.Add($"{PlaceOf(parts, differs)}: the file around it is not as it was written (byte {differs}).");
        }

        return (parts, problems);
    }

    private static string PlaceOf(IReadOnlyList<ZipPart> parts, int offset)
    {
        var at = 0;
        foreach (var part in parts)
        {
            at += LocalBytes + Encoding.UTF8.GetByteCount(part.Name) + part.Content.Length;
            if (offset < at)
            {
                return part.Name;
            }
        }

        return parts.Count > 0 && offset == at ? $"after {parts[^1].Name}" : "list of parts";
    }

    private static bool IsInside(string name) => name.Length is > 0 and <= 300 && !name.StartsWith('/')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.') && name.Split('/').All(p => p is not ("" or "." or ".."));

    private static void Shared(Stream to, byte[] name, uint crc, int length)
    {
        Put16(to, 20);
        Put16(to, 0x0800); // names are UTF-8
        Put16(to, 0);
        Put16(to, 0);
        Put16(to, 0x0021); // 1980-01-01
        Put(to, crc);
        Put(to, (uint)length);
        Put(to, (uint)length);
        Put16(to, name.Length);
        Put16(to, 0);
    }

    private static void Put(Stream to, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        to.Write(bytes);
    }

    private static void Put16(Stream to, int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        to.Write(bytes);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeTable() => [.. Enumerable.Range(0, 256).Select(n =>
    {
        var value = (uint)n;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 1 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
        }

        return value;
    })];
}
