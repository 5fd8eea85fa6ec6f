using System.Security.Cryptography;

namespace Becs.Persistence.Keys;

/// <summary>AES-256-GCM: nonce (12), tag (16), ciphertext. The context is authenticated, so a value moved to another place does not open.</summary>
internal static class Seal
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] Close(byte[] key, byte[] plain, byte[] context)
    {
        var result = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            result.AsSpan(0, NonceBytes),
            plain,
            result.AsSpan(NonceBytes + TagBytes),
            result.AsSpan(NonceBytes, TagBytes),
            context);
        return result;
    }

    public static byte[] Open(byte[] key, byte[] closed, byte[] context)
    {
        var plain = new byte[closed.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(
            closed.AsSpan(0, NonceBytes),
            closed.AsSpan(NonceBytes + TagBytes),
            closed.AsSpan(NonceBytes, TagBytes),
            plain,
            context);
        return plain;
    }
}
