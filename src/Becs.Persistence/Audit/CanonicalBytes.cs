using System.Buffers.Binary;
using System.Text;

namespace Becs.Persistence.Audit;

/// <summary>
/// An encoding with one reading: each field is a presence byte, a length and its bytes, in a fixed order. Two different records never give
/// the same bytes. What is authenticated over it is stored: frozen.
/// </summary>
internal sealed class CanonicalBytes
{
    private readonly MemoryStream _bytes = new();

    public CanonicalBytes Add(string? value) => AddBytes(value is null ? null : Encoding.UTF8.GetBytes(value));

    public CanonicalBytes Add(Guid? value) => AddBytes(value?.ToByteArray(bigEndian: true));

    public CanonicalBytes Add(DateTime value) => Add(Mapping.UtcMicroseconds.ToStored(value));

    public CanonicalBytes Add(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return AddBytes(bytes);
    }

    public CanonicalBytes AddBytes(byte[]? value)
    {
        _bytes.WriteByte(value is null ? (byte)0 : (byte)1);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value?.Length ?? 0);
        _bytes.Write(length);
        _bytes.Write(value ?? []);
        return this;
    }

    public byte[] ToArray() => _bytes.ToArray();
}
