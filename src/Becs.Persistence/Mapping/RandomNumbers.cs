using Becs.Domain.Shared;

namespace Becs.Persistence.Mapping;

/// <summary>
/// Numbers for records people call by number: ten characters of Crockford's base 32 from the random part of a new identity. No counter that
/// all nodes would wait for; a unique index refuses the duplicate that will hardly come.
/// </summary>
internal static class RandomNumbers
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 10;

    public static string New(IIdGenerator ids, string prefix)
    {
        Span<byte> bytes = stackalloc byte[16];
        ids.New().TryWriteBytes(bytes, bigEndian: true, out _);
        var bits = BitConverter.ToUInt64(bytes[8..]);
        return prefix + string.Create(Length, bits, (text, value) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[(int)(value & 31)];
                value >>= 5;
            }
        });
    }
}
