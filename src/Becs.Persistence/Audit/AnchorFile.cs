using System.Security.Cryptography;
using System.Text;
using Becs.Persistence.Keys;
using Becs.Persistence.Mapping;

namespace Becs.Persistence.Audit;

/// <summary>
/// The file outside the database to which signed checkpoints are appended: whoever can write the database alone cannot cut the end off the
/// trail. Keep it where the database's administrator cannot write.
/// </summary>
internal sealed class AnchorFile(PersistenceOptions options, KeyRing keys)
{
    private const int Tail = 4096;

    public Checkpoint Sign(SealRow seal, Checkpoint? previous, DateTime at)
    {
        var keyId = keys.CurrentId(KeyPurpose.SignAnchors);
        var checkpoint = new Checkpoint(
            (previous?.Number ?? 0) + 1, seal.Number, seal.Hash, at, previous is null ? "" : Digest(previous), keyId, "");
        return checkpoint with { Signature = AnchorSignature.Make(Bytes(checkpoint), keyId, keys) };
    }

    public async Task AppendAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        if (await LastAsync(cancellationToken) is { } last && last.Number >= checkpoint.Number)
        {
            return; // another node caught up for this one
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.AnchorPath))!);
        await using var file = new FileStream(options.AnchorPath, FileMode.Append, FileAccess.Write, FileShare.Read);
        await file.WriteAsync(Encoding.UTF8.GetBytes(StoredJson.Write(checkpoint) + "\n"), cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The last line; null when there is none or it cannot be read.</summary>
    public async Task<Checkpoint?> LastAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(options.AnchorPath))
        {
            return null;
        }

        await using var file = new FileStream(options.AnchorPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(Tail, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file);
        var lines = (await reader.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0 ? null : Parse(lines[^1]);
    }

    /// <summary>The checkpoints in the order written; null for a line that cannot be read.</summary>
    /// <param name="afterSeal">0 for the whole file; otherwise its end, from the last line that is not beyond this seal.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<Checkpoint?>> ReadAsync(long afterSeal, CancellationToken cancellationToken)
    {
        if (!File.Exists(options.AnchorPath))
        {
            return [];
        }

        await using var file = new FileStream(options.AnchorPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var length = file.Length;
        for (var wanted = afterSeal == 0 ? length : Math.Min(Tail, length); ; wanted = Math.Min(wanted * 4, length))
        {
            file.Seek(length - wanted, SeekOrigin.Begin);
            using var reader = new StreamReader(file, leaveOpen: true);
            var lines = (await reader.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).AsEnumerable();
            var read = (wanted == length ? lines : lines.Skip(1)).Select(Parse).ToList();
            var from = read.FindLastIndex(c => c is not null && c.Seal <= afterSeal);
            if (wanted == length || from >= 0)
            {
                return afterSeal == 0 || from < 0 ? read : read[from..];
            }
        }
    }

    public bool IsGenuine(Checkpoint checkpoint) => AnchorSignature.Holds(Bytes(checkpoint), checkpoint.KeyId, checkpoint.Signature, keys);

    public static string Digest(Checkpoint checkpoint) => Convert.ToHexStringLower(SHA256.HashData(Bytes(checkpoint)));

    private static Checkpoint? Parse(string line)
    {
        try
        {
            return StoredJson.Read<Checkpoint>(line) is { Hash: not null, Previous: not null, KeyId: not null, Signature: not null } read
                ? read
                : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static byte[] Bytes(Checkpoint c) =>
        new CanonicalBytes().Add("anchor/2").Add(c.Number).Add(c.Seal).Add(c.Hash).Add(c.At).Add(c.Previous).ToArray();
}
