using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Becs.Server.Accounts;

/// <summary>One-time codes (RFC 6238: SHA-1, 30 s, 6 digits). Codes follow real time, also when the product's clock is virtual.</summary>
public sealed class TotpDesk(IDataProtectionProvider protection)
{
    private const int StepSeconds = 30;

    private readonly IDataProtector _protector = protection.CreateProtector("becs.totp-secret.v1");

    public string Protect(byte[] secret) => Convert.ToBase64String(_protector.Protect(secret));

    /// <summary>Accepts the code of this step and of the one before, for clocks that differ a little.</summary>
    public bool Matches(string protectedSecret, string code)
    {
        var secret = _protector.Unprotect(Convert.FromBase64String(protectedSecret));
        var step = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;
        var given = System.Text.Encoding.ASCII.GetBytes(code);
        return CryptographicOperations.FixedTimeEquals(given, CodeAt(secret, step))
            | CryptographicOperations.FixedTimeEquals(given, CodeAt(secret, step - 1));
    }

    internal static byte[] CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 devices use SHA-1; its use inside HMAC is not affected by SHA-1's collisions.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return System.Text.Encoding.ASCII.GetBytes((number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture));
    }
}
