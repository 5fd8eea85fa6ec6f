using System.Security.Cryptography;
using System.Text;
using Becs.Persistence.Keys;
using Becs.Persistence.Mapping;

namespace Becs.Persistence.Audit;

/// <summary>One line of the anchor file: which seal the chain had reached, signed.</summary>
internal sealed record Checkpoint(long Seal, string Hash, DateTime At, string KeyId, string Signature);

/// <summary>
/// The file outside the database to which signed checkpoints are appended: whoever can write the database alone cannot cut the end off the
/// trail. Keep it where the database's administrator cannot write.
/// </summary>
internal sealed class AnchorFile(PersistenceOptions options, KeyRing keys)
{
    public async Task AppendAsync(SealRow seal, DateTime at, CancellationToken cancellationToken)
    {
        var keyId = keys.CurrentId(KeyPurpose.SignAnchors);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(keys.Get(KeyPurpose.SignAnchors, keyId), out _);
        var signature = key.SignData(Bytes(seal.Number, seal.Hash, at), HashAlgorithmName.SHA256);
        var line = StoredJson.Write(new Checkpoint(seal.Number, seal.Hash, at, keyId, Convert.ToBase64String(signature)));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.AnchorPath))!);
        await using var file = new FileStream(options.AnchorPath, FileMode.Append, FileAccess.Write, FileShare.Read);
        await file.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The checkpoints in the order written; null for a line that cannot be read.</summary>
    public async Task<IReadOnlyList<Checkpoint?>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(options.AnchorPath))
        {
            return [];
        }

        var lines = await File.ReadAllLinesAsync(options.AnchorPath, cancellationToken);
        return [.. lines.Where(l => l.Length > 0).Select(Parse)];
    }

    public bool IsGenuine(Checkpoint checkpoint)
    {
        if (!keys.TryGet(KeyPurpose.SignAnchors, checkpoint.KeyId, out var pkcs8))
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        var signature = new byte[Encoding.UTF8.GetByteCount(checkpoint.Signature)];
        return Convert.TryFromBase64String(checkpoint.Signature, signature, out var length)
            && key.VerifyData(
                Bytes(checkpoint.Seal, checkpoint.Hash, checkpoint.At), signature.AsSpan(0, length), HashAlgorithmName.SHA256);
    }

    private static Checkpoint? Parse(string line)
    {
        try
        {
            return StoredJson.Read<Checkpoint>(line);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static byte[] Bytes(long seal, string hash, DateTime at) =>
        new CanonicalBytes().Add("anchor/1").Add(seal).Add(hash).Add(at).ToArray();
}
