using Becs.Persistence.Audit;
using StoredRow = Becs.Persistence.Audit.AuditRow;

namespace Becs.Server.Audit;

/// <summary>How far a row is proved. The words stand in exports: frozen.</summary>
internal static class AuditProofs
{
    /// <summary>Its own code is right, and a seal covers it which a signed checkpoint outside the database vouches for.</summary>
    public const string Anchored = "anchored";

    /// <summary>Its own code is right and a seal covers it; no checkpoint yet.</summary>
    public const string Sealed = "sealed";

    /// <summary>Its own code is right; the sealer has not come to it yet.</summary>
    public const string NotYetSealed = "not-yet-sealed";

    /// <summary>Its content is not what was written.</summary>
    public const string Broken = "broken";

    public static string Of(StoredRow row, TrailStanding standing, TrailStandings standings) => !standings.IsGenuine(row) ? Broken
        : row.TransactionNumber < standing.AnchoredUpto ? Anchored
        : row.TransactionNumber < standing.SealedUpto ? Sealed : NotYetSealed;
}

/// <summary>The state of verification of the rows of an export.</summary>
/// <param name="BrokenRows">The first hundred of them.</param>
/// <param name="BrokenPlacesOnRecord">Broken places of the whole trail known when the export was made.</param>
/// <param name="Says">The same in a sentence.</param>
internal sealed record AuditExportProof(
    int Anchored, int Sealed, int NotYetSealed, int Broken, IReadOnlyList<Guid> BrokenRows, long LastSeal, long? Checkpoint, long? CheckpointSeal,
    string? CheckpointAt, long? WalkedUptoSeal, string? WalkedAt, int BrokenPlacesOnRecord, bool IsUnbroken, string Says)
{
    public static AuditExportProof Of(IReadOnlyDictionary<string, int> counts, IReadOnlyList<Guid> broken, TrailStanding s)
    {
        var (anchored, covered, open, bad) = (Count(AuditProofs.Anchored), Count(AuditProofs.Sealed), Count(AuditProofs.NotYetSealed), Count(AuditProofs.Broken));
        var places = Math.Max(s.RecordedBreaks, (int)Math.Min(s.WalkedBroken, int.MaxValue));
        var isUnbroken = bad == 0 && places == 0;
        var says = (bad, places) switch
        {
            (0, 0) => "Unbroken: every row is as it was written, and no broken place of the trail is on record.",
            (0, _) => $"Every row here is as it was written, but {places} broken places of the trail are on record: rows may be missing. See the page of broken places.",
            _ => $"Broken: {bad} rows are not as they were written.",
        };
        return new AuditExportProof(
            anchored, covered, open, bad, broken, s.LastSeal, s.Checkpoint, s.CheckpointSeal, At(s.CheckpointAt), s.WalkedSeal, At(s.WalkedAt), places,
            isUnbroken, $"{says} {anchored} rows are covered by checkpoint {s.Checkpoint?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(none yet)"}"
                + $"{(At(s.CheckpointAt) is { } at ? $" of {at}" : "")}, {covered} by a seal without checkpoint yet, {open} are not sealed yet. That no row was taken "
                + $"out is shown by the walk of the whole trail (verify-audit), which last reached seal {s.WalkedSeal ?? 0}.");

        int Count(string proof) => counts.GetValueOrDefault(proof);
        static string? At(DateTime? at) => at is { } time ? AuditExportRow.Utc(time) : null;
    }
}

/// <summary>What every export says of itself: who asked, when, for what, what was found, how far it is proved.</summary>
/// <param name="Next">To ask for the next part with (<c>after</c>); null when this is the last.</param>
/// <param name="RowsSha256">Of the rows as JSON lines, whatever the format: exports of the same part can be held against each other.</param>
/// <param name="ContentSha256">Of everything in this file before the statement; null where the statement comes first (PDF).</param>
internal sealed record AuditExportStatement(
    string Format, string AskedBy, string AskedByName, string AskedAt, string AskedAtSite, string Site, string SiteTimeZone,
    IReadOnlyDictionary<string, string> Search, string Order, int Rows, int MostRows, Guid? After, Guid? Next, bool IsComplete, string Says,
    AuditExportProof Verification, string RowsSha256, string? ContentSha256)
{
    public const string CurrentFormat = "becs-audit-export/1";

    /// <summary>Names and values, for formats that have no structure of their own.</summary>
    public IEnumerable<(string Name, string Value)> Lines()
    {
        yield return ("format", Format);
        yield return ("askedBy", $"{AskedByName} ({AskedBy})");
        yield return ("askedAt", $"{AskedAt} (UTC), {AskedAtSite} ({SiteTimeZone})");
        yield return ("site", Site);
        foreach (var (name, value) in Search)
        {
            yield return ($"search.{name}", value);
        }

        yield return ("order", Order);
        yield return ("rows", Rows.ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return ("part", Says);
        yield return ("verification", Verification.Says);
        yield return ("rowsSha256", RowsSha256);
        if (ContentSha256 is { } hash)
        {
            yield return ("contentSha256", hash);
        }
    }
}
