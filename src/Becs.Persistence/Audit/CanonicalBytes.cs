using System.Buffers.Binary;
using System.Text;

namespace Becs.Persistence.Audit;

/// <summary>
/// An encoding with one reading: each field is a presence byte, a length and its bytes, in a fixed order. Two different records never give
/// the same bytes. What is authenticated over it is stored: frozen.
/// </summary>
internal sealed class CanonicalBytes
{
    private const int Head = 5;
    private const int GuidBytes = 16;
    private byte[] _bytes = new byte[1024];
    private int _length;

    /// <summary>What was added so far; valid until the next change.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Forgets all, keeps the room: for whoever encodes many records.</summary>
    public CanonicalBytes Clear()
    {
        _length = 0;
        return this;
    }

    public CanonicalBytes Add(string? value)
    {
        if (value is null)
        {
            Field(isThere: false, 0);
            return this;
        }

        Encoding.UTF8.GetBytes(value, Field(isThere: true, Encoding.UTF8.GetByteCount(value)));
        return this;
    }

    public CanonicalBytes Add(Guid? value)
    {
        if (value is { } id)
        {
            id.TryWriteBytes(Field(isThere: true, GuidBytes), bigEndian: true, out _);
            return this;
        }

        Field(isThere: false, 0);
        return this;
    }

    public CanonicalBytes Add(DateTime value) => Add(Mapping.UtcMicroseconds.ToStored(value));

    public CanonicalBytes Add(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Field(isThere: true, sizeof(long)), value);
        return this;
    }

    public CanonicalBytes AddBytes(byte[]? value)
    {
        value.AsSpan().CopyTo(Field(value is not null, value?.Length ?? 0));
        return this;
    }

    public byte[] ToArray() => Written.ToArray();

    private Span<byte> Field(bool isThere, int length)
    {
        var end = _length + Head + length;
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(end, _bytes.Length * 2));
        }

        _bytes[_length] = isThere ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length + 1), length);
        var field = _bytes.AsSpan(_length + Head, length);
        _length = end;
        return field;
    }
}
