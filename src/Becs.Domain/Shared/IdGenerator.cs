using System.Security.Cryptography;

namespace Becs.Domain.Shared;

/// <summary>
/// UUIDv7 (RFC 9562 5.7) from the injected clock: 48 bits of Unix milliseconds, a 12-bit counter that keeps ids of one millisecond in
/// order, 62 random bits. When the counter is used up, or the clock stands still or steps back, the time part moves on by itself.
/// </summary>
public sealed class IdGenerator(TimeProvider clock) : IIdGenerator
{
    private readonly Lock _gate = new();
    private long _milliseconds;
    private int _counter;

    public Guid New()
    {
        long milliseconds;
        int counter;
        lock (_gate)
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > _milliseconds)
            {
                _milliseconds = now;
                _counter = 0;
            }
            else if (++_counter > 0xFFF)
            {
                _milliseconds++;
                _counter = 0;
            }

            (milliseconds, counter) = (_milliseconds, _counter);
        }

        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)((milliseconds >> (40 - (8 * i))) & 0xFF);
        }

        bytes[6] = (byte)(0x70 | (counter >> 8));
        bytes[7] = (byte)(counter & 0xFF);
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
