using System.Security.Cryptography;
using Becs.Persistence.Keys;

namespace Becs.Persistence.Audit;

/// <summary>The message authentication code of an audit row, under a key the database never sees.</summary>
internal static class AuditMac
{
    [ThreadStatic]
    private static CanonicalBytes? _bytes;

    public static byte[] Of(AuditRow row, KeyRing keys) =>
        HMACSHA256.HashData(keys.Get(KeyPurpose.AuditMac, row.KeyId), Bytes(row));

    public static bool Matches(AuditRow row, KeyRing keys)
    {
        if (!keys.TryGet(KeyPurpose.AuditMac, row.KeyId, out var key))
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Bytes(row), mac);
        return CryptographicOperations.FixedTimeEquals(mac, row.Mac);
    }

    private static ReadOnlySpan<byte> Bytes(AuditRow row) => (_bytes ??= new CanonicalBytes()).Clear()
        .Add("audit/1").Add(row.Id).Add(row.RecordedAt).Add(row.SiteId).Add(row.SiteTimeZone).Add(row.ClockMode)
        .Add(row.UserId).Add(row.UserName).Add(row.Workstation).Add(row.OperationId).Add(row.Action)
        .Add(row.InstanceId).Add(row.PackageHash).Add(row.ActivityId)
        .Add(row.SubjectKind).Add(row.SubjectId).Add(row.What).Add(row.Old).Add(row.New).Add(row.Reason).Add(row.SignatureId)
        .Add(row.CommitId).Add(row.Ordinal).Add(row.RowsInCommit).Add(row.TransactionNumber).Add(row.KeyId)
        .Written;
}
