using System.Security.Cryptography;

namespace Becs.Persistence.Keys;

/// <summary>
/// Signs what leaves the establishment as a file, such as a validation package. RSA with PKCS#1 padding: the same bytes get the same signature,
/// so what is exported again is the same file. The key is made when it is first needed; its public half goes with every file.
/// </summary>
public sealed class ExportSigner(KeyRing keys)
{
    public byte[] Sign(byte[] content)
    {
        using var rsa = Key();
        return rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The public half of the key in use, as PEM.</summary>
    public string PublicKey()
    {
        using var rsa = Key();
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>Whether a key of this establishment, of now or before, has this public half.</summary>
    public bool Knows(string publicKey)
    {
        var (wanted, known) = (Fingerprint(publicKey), false);
        for (var number = 1; !known && keys.TryGet(KeyPurpose.SignExports, number.ToString(System.Globalization.CultureInfo.InvariantCulture), out var key); number++)
        {
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(key, out _);
            known = Fingerprint(rsa.ExportSubjectPublicKeyInfoPem()) == wanted;
        }

        return known;
    }

    public static bool Verify(string publicKey, byte[] content, byte[] signature)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(publicKey);
        return rsa.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>SHA-256 of the public key's DER form, lower-case hex: what two people compare.</summary>
    /// <exception cref="ArgumentException">It is no RSA public key in PEM.</exception>
    public static string Fingerprint(string publicKey)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(publicKey);
        return Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()));
    }

    private RSA Key()
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(keys.Get(KeyPurpose.SignExports, keys.CurrentOrNewId(KeyPurpose.SignExports)), out _);
        return rsa;
    }
}
