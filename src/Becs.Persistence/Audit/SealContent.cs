using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Becs.Persistence.Keys;

namespace Becs.Persistence.Audit;

/// <summary>One commit as a seal lists it.</summary>
internal sealed record SealedCommit(Guid CommitId, long Transaction, int Rows, string Digest)
{
    /// <summary>Digest over the MACs of the commit's rows in their order.</summary>
    public static SealedCommit Of(Guid id, IEnumerable<AuditRow> rows)
    {
        var (bytes, count, transaction) = (new CanonicalBytes(), 0, long.MaxValue);
        foreach (var row in rows.OrderBy(r => r.Ordinal).ThenBy(r => r.Id))
        {
            bytes.Add(row.Id).AddBytes(row.Mac);
            transaction = Math.Min(transaction, row.TransactionNumber);
            count++;
        }

        return new SealedCommit(id, transaction, count, Convert.ToHexStringLower(SHA256.HashData(bytes.Written)));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CommitId:D} {Transaction} {Rows} {Digest}");

    public static SealedCommit? Parse(string line)
    {
        var parts = line.Split(' ');
        return parts.Length == 4 && Guid.TryParse(parts[0], out var id)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var transaction)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
                ? new SealedCommit(id, transaction, rows, parts[3])
                : null;
    }
}

/// <summary>How a seal is put into text, hashed and authenticated. Stored: frozen.</summary>
internal static class SealContent
{
    public static string Text(IEnumerable<AuditRow> rows) => string.Join(
        '\n', rows.GroupBy(r => r.CommitId).Select(c => SealedCommit.Of(c.Key, c)).OrderBy(c => c.Transaction).ThenBy(c => c.CommitId));

    public static string Hash(long number, long from, long upto, string commits, DateTime sealedAt, string previousHash) =>
        Convert.ToHexStringLower(SHA256.HashData(new CanonicalBytes()
            .Add("seal/1").Add(number).Add(from).Add(upto).Add(commits).Add(sealedAt).Add(previousHash).ToArray()));

    public static string Hash(SealRow seal) =>
        Hash(seal.Number, seal.FromTransaction, seal.UptoTransaction, seal.Commits, seal.SealedAt, seal.PreviousHash);

    public static byte[] Mac(string hash, byte[] key) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"seal/1 {hash}"));

    public static bool MacMatches(SealRow seal, KeyRing keys) =>
        keys.TryGet(KeyPurpose.AuditMac, seal.KeyId, out var key)
        && CryptographicOperations.FixedTimeEquals(Mac(seal.Hash, key), seal.Mac);
}
