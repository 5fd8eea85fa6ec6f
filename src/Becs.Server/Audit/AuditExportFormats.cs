using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Domain.Shared;
using Becs.Persistence.Keys;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Shell.Lists;

namespace Becs.Server.Audit;

/// <summary>Writes one export: rows as they come, then what it says of itself.</summary>
internal abstract class AuditExportFormat
{
    /// <summary>Rows a file of this format may have; a next part has the rest.</summary>
    public abstract int MostRows { get; }

    public abstract string ContentType { get; }

    public abstract string Extension { get; }

    /// <summary>Hash of what stands before the statement; null where the statement comes first.</summary>
    public virtual string? ContentSha256 => null;

    /// <exception cref="InputException">There is no such format.</exception>
    public static AuditExportFormat Of(string name, Stream to, ExportSigner signer) => name switch
    {
        "json" => new AuditJsonLines(to),
        "csv" => new AuditCsv(to),
        "pdf" => new AuditPdf(to),
        "archive" => new AuditArchive(to, signer),
        _ => throw new InputException("AUD-403", "format", "format is one of csv, json, pdf, archive."),
    };

    /// <param name="row">The row.</param>
    /// <param name="line">The same as a line of JSON.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public abstract Task AddAsync(AuditExportRow row, byte[] line, CancellationToken cancellationToken);

    public abstract Task EndAsync(AuditExportStatement statement, CancellationToken cancellationToken);
}

/// <summary>JSON lines: a row on each, the statement on the last.</summary>
internal sealed class AuditJsonLines(Stream to) : AuditExportFormat
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override int MostRows => 100_000;

    public override string ContentType => "application/jsonl";

    public override string Extension => "jsonl";

    public override string? ContentSha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override async Task AddAsync(AuditExportRow row, byte[] line, CancellationToken cancellationToken)
    {
        _hash.AppendData(line);
        await to.WriteAsync(line, cancellationToken);
    }

    public override async Task EndAsync(AuditExportStatement statement, CancellationToken cancellationToken) =>
        await to.WriteAsync(AuditExportRow.LineOf(new { statement }), cancellationToken);
}

/// <summary>
/// CSV as of RFC 4180, UTF-8 with mark, safe for spreadsheets. Every record has as many fields as the heading; those of the statement begin with
/// the word in place of a number.
/// </summary>
internal sealed class AuditCsv(Stream to) : AuditExportFormat
{
    private const string StatementWord = "statement";
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _isBegun;

    public override int MostRows => 100_000;

    public override string ContentType => "text/csv; charset=utf-8";

    public override string Extension => "csv";

    public override string? ContentSha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override async Task AddAsync(AuditExportRow row, byte[] line, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await WriteAsync(Encoding.UTF8.GetBytes(CsvFile.Line(row.Cells)), cancellationToken);
    }

    /// <summary>Hashed up to here: begins the file where there are no rows.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (!_isBegun)
        {
            _isBegun = true;
            await WriteAsync([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(CsvFile.Line(AuditExportRow.Headings))], cancellationToken);
        }
    }

    public override async Task EndAsync(AuditExportStatement statement, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        var own = statement with { ContentSha256 = ContentSha256 };
        foreach (var (name, value) in own.Lines())
        {
            string?[] cells = [StatementWord, name, value, .. Enumerable.Repeat("", AuditExportRow.Headings.Count - 3)];
            await to.WriteAsync(Encoding.UTF8.GetBytes(CsvFile.Line(cells)), cancellationToken);
        }
    }

    private async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        _hash.AppendData(bytes);
        await to.WriteAsync(bytes, cancellationToken);
    }
}

/// <summary>The export as one signed file: rows in all formats, the statement, the schema and the public key (docs/adr/0092).</summary>
internal sealed class AuditArchive(Stream to, ExportSigner signer) : AuditExportFormat
{
    public const string Kind = "audit-export";
    public const string Rows = "rows.jsonl";
    public const string Statement = "statement.json";
    private readonly MemoryStream _json = new();
    private readonly MemoryStream _csv = new();
    private readonly MemoryStream _pdf = new();
    private readonly List<(AuditExportRow Row, byte[] Line)> _rows = [];

    public override int MostRows => AuditPdf.Most;

    public override string ContentType => "application/zip";

    public override string Extension => "zip";

    public override Task AddAsync(AuditExportRow row, byte[] line, CancellationToken cancellationToken)
    {
        _rows.Add((row, line));
        return Task.CompletedTask;
    }

    public override async Task EndAsync(AuditExportStatement statement, CancellationToken cancellationToken)
    {
        foreach (var format in new AuditExportFormat[] { new AuditJsonLines(_json), new AuditCsv(_csv), new AuditPdf(_pdf) })
        {
            foreach (var (row, line) in _rows)
            {
                await format.AddAsync(row, line, cancellationToken);
            }

            await format.EndAsync(statement, cancellationToken);
        }

        var head = new System.Text.Json.Nodes.JsonObject { ["format"] = 1, ["kind"] = Kind, ["rows"] = statement.Rows, ["askedAt"] = statement.AskedAt };
        ZipPart[] parts =
        [
            new(Rows, _json.ToArray()), new("rows.csv", _csv.ToArray()), new("rows.pdf", _pdf.ToArray()), new("schema.json", AuditExportSchema.Bytes),
            new(Statement, AuditExportRow.LineOf(statement)),
        ];
        await to.WriteAsync(SignedArchive.Of(head, parts, signer), cancellationToken);
    }

    /// <summary>What an archive of this kind says, held against its rows.</summary>
    public static IReadOnlyList<string> Check(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> parts, List<string> problems)
    {
        if (!parts.TryGetValue(Rows, out var rows) || !parts.TryGetValue(Statement, out var statement))
        {
            problems.Add($"{Rows}: it or {Statement} is missing.");
            return [];
        }

        using var said = JsonDocument.Parse(statement);
        var last = rows.Length < 2 ? -1 : rows.Span[..^1].LastIndexOf((byte)'\n');
        var body = rows.Span[..(last + 1)];
        if (Convert.ToHexStringLower(SHA256.HashData(body)) != said.RootElement.GetProperty("rowsSha256").GetString()
            || body.Count((byte)'\n') != said.RootElement.GetProperty("rows").GetInt32())
        {
            problems.Add($"{Rows}: it does not hold the rows {Statement} speaks of.");
        }

        return
        [
            $"Audit export of {said.RootElement.GetProperty("rows").GetInt32()} rows, asked for by {Text("askedByName")} ({Text("askedBy")}) at {Text("askedAt")}",
            $"rows      {Text("rowsSha256")}", $"said then {said.RootElement.GetProperty("verification").GetProperty("says").GetString()}",
        ];

        string? Text(string name) => said.RootElement.GetProperty(name).GetString();
    }
}
