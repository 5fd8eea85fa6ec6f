using System.Security.Cryptography;
using System.Text;
using Becs.Persistence.Keys;

namespace Becs.Persistence.Audit;

/// <summary>Signatures of the system itself under the anchor key, which lies outside the database.</summary>
internal static class AnchorSignature
{
    public static string Make(byte[] bytes, string keyId, KeyRing keys)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(keys.Get(KeyPurpose.SignAnchors, keyId), out _);
        return Convert.ToBase64String(key.SignData(bytes, HashAlgorithmName.SHA256));
    }

    public static bool Holds(byte[] bytes, string keyId, string signature, KeyRing keys)
    {
        if (!keys.TryGet(KeyPurpose.SignAnchors, keyId, out var pkcs8))
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        var decoded = new byte[Encoding.UTF8.GetByteCount(signature)];
        return Convert.TryFromBase64String(signature, decoded, out var length)
            && key.VerifyData(bytes, decoded.AsSpan(0, length), HashAlgorithmName.SHA256);
    }
}
