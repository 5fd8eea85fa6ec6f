using Becs.Server.Hosting.Pdf;

namespace Becs.Server.Audit;

/// <summary>The export for people, on paper: what it says of itself first, then every row with its signature in full (21 CFR 11.50).</summary>
internal sealed class AuditPdf(Stream to) : AuditExportFormat
{
    public const int Most = 5_000;
    private const int LongestValue = 2_000;
    private readonly List<AuditExportRow> _rows = [];

    public override int MostRows => Most;

    public override string ContentType => "application/pdf";

    public override string Extension => "pdf";

    public override Task AddAsync(AuditExportRow row, byte[] line, CancellationToken cancellationToken)
    {
        _rows.Add(row);
        return Task.CompletedTask;
    }

    public override async Task EndAsync(AuditExportStatement statement, CancellationToken cancellationToken)
    {
        var pdf = new PdfText($"Audit trail, {statement.AskedAt}").Heading("Audit trail");
        foreach (var (name, value) in (statement with { ContentSha256 = null }).Lines())
        {
            if (name.EndsWith("Sha256", StringComparison.Ordinal))
            {
                pdf.Line("SHA-256 of these rows as JSON lines:").CodeLine(value, 12);
            }
            else
            {
                pdf.Line($"{Title(name)}: {value}");
            }
        }

        pdf.Heading("Rows", 2);
        foreach (var row in _rows)
        {
            Write(pdf, row);
        }

        await to.WriteAsync(pdf.ToBytes(), cancellationToken);
    }

    private static void Write(PdfText pdf, AuditExportRow r)
    {
        pdf.Space(4).Line($"{r.Entry}. {r.What}: {r.SubjectKind} {r.SubjectNumber ?? r.SubjectId.ToString("D")}")
            .Line($"{r.RecordedAt} (UTC), {r.RecordedAtSite} ({r.SiteTimeZone}){(r.ClockMode == "system" ? "" : $", {r.ClockMode} clock")}. {r.UserName} at {r.Workstation}"
                + $"{(r.Site.Length > 0 ? $", site {r.Site}" : "")}. {r.Action}. {r.Proof}.", 12);
        foreach (var (name, value) in new[] { ("Former value", r.OldValue), ("New value", r.NewValue), ("Reason", r.Reason) })
        {
            if (value is not null)
            {
                pdf.Line($"{name}: {(value.Length > LongestValue ? value[..LongestValue] + "... (whole in the other formats)" : value)}", 12);
            }
        }

        if (r.Signature is { } s)
        {
            pdf.Line(
                s.IsMissing is true
                    ? $"Signed: the signature {s.Id:D} is missing in the database."
                    : $"Signed by {s.PrintedName} ({s.UserName}), {s.SignedAt} (UTC), {s.SignedAtSite} ({s.SiteTimeZone}). Meaning: {s.Meaning}. Reason: {s.Reason}", 12);
            if (s.SignedHash is { } hash)
            {
                pdf.CodeLine(hash, 12);
            }
        }

        var about = string.Join("  ", new[]
        {
            $"row {r.Id:D}", r.SubjectNumber is null ? null : $"record {r.SubjectId:D}", r.InstanceId is { } i ? $"instance {i:D}" : null,
            r.ActivityId is { } a ? $"activity {a}" : null, r.PackageHash is { } p ? $"package {p}" : null,
        }.OfType<string>());
        pdf.CodeLine(about, 12);
    }

    private static string Title(string name) => name switch
    {
        "askedBy" => "Asked for by",
        "askedAt" => "Asked for at",
        "site" => "At site",
        "order" => "Order",
        "rows" => "Rows",
        "part" => "Part",
        "verification" => "Verification",
        "format" => "Format",
        _ => name.Replace("search.", "Searched for ", StringComparison.Ordinal),
    };
}
