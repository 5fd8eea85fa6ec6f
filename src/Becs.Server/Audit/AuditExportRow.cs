using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Becs.Domain.Signatures;
using Becs.Server.Shell.Localisation;
using StoredRow = Becs.Persistence.Audit.AuditRow;

namespace Becs.Server.Audit;

/// <summary>A signature as an export prints it (21 CFR 11.50).</summary>
/// <param name="IsMissing">The row names it and the database lacks it.</param>
internal sealed record AuditExportSignature(
    Guid Id, string? PrintedName, string? UserName, string? SignedAt, string? SignedAtSite, string? SiteTimeZone, string? Meaning, string? Reason,
    string? SignedHash, string? Subject, bool? IsMissing)
{
    public static AuditExportSignature? Of(Guid? id, Signature? signature) => (id, signature) switch
    {
        (null, _) => null,
        ({ } missing, null) => new(missing, null, null, null, null, null, null, null, null, null, true),
        (_, { } s) => new(s.Id, s.PrintedName, s.UserName, AuditExportRow.Utc(s.SignedAt), AuditExportRow.Local(s.SignedAt, s.SiteTimeZone), s.SiteTimeZone,
            s.Meaning, s.Reason, s.SignedHash, s.Subject, null),
    };
}

/// <summary>A row of the trail as every export has it: all that is stored, the numbers staff know records by, and how far it is proved.</summary>
/// <param name="Entry">From 1 in this file.</param>
/// <param name="RecordedAt">UTC to the microsecond.</param>
/// <param name="RecordedAtSite">The same in the time zone of the site it was recorded at, with its offset.</param>
/// <param name="SubjectNumber">What staff call the record; null when it has no number.</param>
/// <param name="Code">The row's message authentication code, hex.</param>
/// <param name="Proof">One of <see cref="AuditProofs"/>.</param>
internal sealed record AuditExportRow(
    int Entry, Guid Id, string RecordedAt, string RecordedAtSite, string SiteTimeZone, string ClockMode, string Site, Guid SiteId, Guid UserId,
    string UserName, string Workstation, Guid OperationId, string Action, Guid? InstanceId, string? PackageHash, string? ActivityId,
    string SubjectKind, Guid SubjectId, string? SubjectNumber, string What, string? OldValue, string? NewValue, string? Reason,
    AuditExportSignature? Signature, Guid CommitId, int Ordinal, int RowsInCommit, long TransactionNumber, string KeyId, string Code, string Proof)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static IReadOnlyList<string> Headings { get; } =
    [
        "entry", "id", "recordedAtUtc", "recordedAtSite", "siteTimeZone", "clockMode", "site", "siteId", "userId", "userName", "workstation", "operationId",
        "action", "instanceId", "packageHash", "activityId", "subjectKind", "subjectId", "subjectNumber", "what", "oldValue", "newValue", "reason",
        "signatureId", "signedBy", "signedByUser", "signedAtUtc", "signedAtSite", "signatureMeaning", "signatureReason", "signedHash", "signedSubject",
        "commitId", "ordinal", "rowsInCommit", "transactionNumber", "keyId", "code", "proof",
    ];

    [JsonIgnore]
    public IReadOnlyList<string?> Cells =>
    [
        N(Entry), G(Id), RecordedAt, RecordedAtSite, SiteTimeZone, ClockMode, Site, G(SiteId), G(UserId), UserName, Workstation, G(OperationId), Action,
        G(InstanceId), PackageHash, ActivityId, SubjectKind, G(SubjectId), SubjectNumber, What, OldValue, NewValue, Reason, G(Signature?.Id),
        Signature is { IsMissing: true } ? "missing" : Signature?.PrintedName, Signature?.UserName, Signature?.SignedAt, Signature?.SignedAtSite,
        Signature?.Meaning, Signature?.Reason, Signature?.SignedHash, Signature?.Subject, G(CommitId), N(Ordinal), N(RowsInCommit), N(TransactionNumber),
        KeyId, Code, Proof,
    ];

    public static AuditExportRow Of(int entry, StoredRow r, string site, string? number, Signature? signature, string proof) => new(
        entry, r.Id, Utc(r.RecordedAt), Local(r.RecordedAt, r.SiteTimeZone), r.SiteTimeZone, r.ClockMode, site, r.SiteId, r.UserId, r.UserName, r.Workstation,
        r.OperationId, r.Action, r.InstanceId, r.PackageHash, r.ActivityId, r.SubjectKind, r.SubjectId, number, r.What, r.Old, r.New, r.Reason,
        AuditExportSignature.Of(r.SignatureId, signature), r.CommitId, r.Ordinal, r.RowsInCommit, r.TransactionNumber, r.KeyId,
        Convert.ToHexStringLower(r.Mac), proof);

    /// <summary>The row as one line of JSON, with its line feed.</summary>
    public byte[] Line() => [.. JsonSerializer.SerializeToUtf8Bytes(this, _options), (byte)'\n'];

    public static byte[] LineOf(object value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, _options), (byte)'\n'];

    public static string Utc(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same instant in a zone, with its offset; where this machine does not know the zone, in UTC.</summary>
    public static string Local(DateTime at, string zone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            return Utc(at);
        }

        var offset = found.GetUtcOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc));
        return new DateTimeOffset(DateTime.SpecifyKind(SiteClock.Local(at, found), DateTimeKind.Unspecified), offset)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
    }

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? G(Guid? id) => id?.ToString("D");
}
