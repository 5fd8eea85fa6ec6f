using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Operations;
using StoredRow = Becs.Persistence.Audit.AuditRow;

namespace Becs.Server.Audit;

/// <param name="Content">To be sent and closed: the file goes when it is closed.</param>
/// <param name="Next">Where the next part begins; null when this is the last.</param>
internal sealed record AuditExportFile(Stream Content, string ContentType, string Name, Guid? Next);

/// <summary>
/// Makes exports of the trail. Rows go from the database through to a file, a few at a time; nothing leaves before the export itself is on the
/// trail, with its hash.
/// </summary>
internal sealed class AuditExporter(
    IAuditReads reads, SubjectNameQueries names, TrailStandings standings, ExportSigner signer, OperationRunner runner, TimeProvider clock)
{
    public const string Action = "audit.export";

    private const int AtATime = 500;
    private const int MostBroken = 100;

    public async Task<AuditExportFile> MakeAsync(
        OperationRequest operation, Caller caller, ResolvedAuditSearch search, string format, Guid? after, CancellationToken cancellationToken)
    {
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            var at = clock.UtcNow();
            var writer = AuditExportFormat.Of(format, file, signer);
            var statement = await WriteAsync(writer, caller, search, after, at, cancellationToken);
            await file.FlushAsync(cancellationToken);
            file.Position = 0;
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            file.Position = 0;
            await RecordAsync(operation, format, statement, hash, cancellationToken);
            return new AuditExportFile(
                file, writer.ContentType, $"audit-{at.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}.{writer.Extension}", statement.Next);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task<AuditExportStatement> WriteAsync(
        AuditExportFormat writer, Caller caller, ResolvedAuditSearch search, Guid? after, DateTime at, CancellationToken cancellationToken)
    {
        var standing = await standings.ReadAsync(cancellationToken);
        var (counts, broken, entry, last, isMore) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<Guid>(), 0, (Guid?)null, false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new List<StoredRow>();
        await foreach (var row in reads.StreamAsync(search.Filter, after, writer.MostRows + 1, cancellationToken))
        {
            if (entry + chunk.Count == writer.MostRows)
            {
                isMore = true;
                break;
            }

            chunk.Add(row);
            if (chunk.Count == AtATime)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();
        if (writer is AuditCsv csv)
        {
            await csv.BeginAsync(cancellationToken);
        }

        var statement = StatementOf(
            caller, search, at, entry, writer, after, isMore ? last : null, AuditExportProof.Of(counts, broken, standing),
            Convert.ToHexStringLower(hash.GetCurrentHash()), search.Records is null ? null : await NamesAsync(search.Records));
        await writer.EndAsync(statement, cancellationToken);
        return statement;

        async Task FlushAsync()
        {
            var signatures = await reads.SignaturesAsync([.. chunk.Select(r => r.SignatureId).OfType<Guid>().Distinct()], cancellationToken);
            var called = await names.OfAsync([.. chunk.Select(r => new SubjectRef(r.SubjectKind, r.SubjectId)).Distinct()], cancellationToken);
            foreach (var row in chunk)
            {
                var proof = AuditProofs.Of(row, standing, standings);
                counts[proof] = counts.GetValueOrDefault(proof) + 1;
                if (proof == AuditProofs.Broken && broken.Count < MostBroken)
                {
                    broken.Add(row.Id);
                }

                var shown = AuditExportRow.Of(
                    ++entry, row, caller.Sites.FirstOrDefault(s => s.Id.Value == row.SiteId)?.Code ?? "", called.GetValueOrDefault(new SubjectRef(row.SubjectKind, row.SubjectId)),
                    row.SignatureId is { } id ? signatures.GetValueOrDefault(id) : null, proof);
                var line = shown.Line();
                hash.AppendData(line);
                await writer.AddAsync(shown, line, cancellationToken);
                last = row.Id;
            }

            chunk.Clear();
        }

        async Task<IReadOnlyList<string>> NamesAsync(IReadOnlyList<SubjectRef> records)
        {
            var called = await names.OfAsync(records, cancellationToken);
            return [.. records.Select(r => called.TryGetValue(r, out var name) ? $"{r.Kind} {name}" : r.Kind.Length == 0 ? $"{r.Id:D}" : $"{r.Kind} {r.Id:D}")];
        }
    }

    private static AuditExportStatement StatementOf(
        Caller caller, ResolvedAuditSearch search, DateTime at, int rows, AuditExportFormat writer, Guid? after, Guid? next, AuditExportProof proof, string rowsHash,
        IReadOnlyList<string>? records)
    {
        var zone = caller.Site!.TimeZone.Id;
        var from = after is { } begun ? $" after row {begun:D}" : "";
        return new AuditExportStatement(
            AuditExportStatement.CurrentFormat, caller.UserName, caller.PrintedName, AuditExportRow.Utc(at), AuditExportRow.Local(at, zone), caller.Site.Code, zone,
            Said(search.Filter, records, caller), "recordedAt, then id; oldest first", rows, writer.MostRows, after, next, next is null,
            next is null
                ? $"Complete: these are all rows the search finds{from}."
                : string.Create(CultureInfo.InvariantCulture, $"Cut: these are the first {rows} rows the search finds{from}, as many as such a file may have. Narrow the time span, or ask for the next part (after={next:D})."),
            proof, rowsHash, writer.ContentSha256);
    }

    private static Dictionary<string, string> Said(AuditFilter filter, IReadOnlyList<string>? records, Caller caller)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sites"] = string.Join(", ", caller.Sites.Where(s => filter.SiteIds!.Contains(s.Id.Value)).Select(s => s.Code))
                + (filter.SiteIds!.Contains(Guid.Empty) ? " and what belongs to no site" : ""),
        };
        Add("record", records is null ? null : records.Count == 0 ? "nothing is called so" : string.Join(", ", records));
        Add("user", filter.UserName);
        Add("what", filter.What);
        Add("workstation", filter.Workstation);
        Add("from", filter.FromAt is { } from ? AuditExportRow.Utc(from) : null);
        Add("upto", filter.UptoAt is { } upto ? AuditExportRow.Utc(upto) : null);
        Add("reason", filter.HasReason is { } reason ? reason ? "given" : "none" : null);
        Add("signature", filter.HasSignature is { } signature ? signature ? "signed" : "not signed" : null);
        return said;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                said[name] = value;
            }
        }
    }

    /// <summary>What was typed and found nothing is not kept: it may be anything, even a person's name.</summary>
    private Task RecordAsync(OperationRequest operation, string format, AuditExportStatement statement, string hash, CancellationToken cancellationToken)
    {
        var told = JsonSerializer.Serialize(new
        {
            format,
            rows = statement.Rows,
            sha256 = hash,
            search = statement.Rows == 0 ? null : statement.Search,
            after = statement.After,
            isComplete = statement.IsComplete,
        });
        return runner.RunAsync(operation with { Permission = Permissions.AuditRead }, (scope, _) =>
        {
            scope.GetRequiredService<IAuditTrail>().Record(new SubjectRef(SubjectKinds.System, operation.OperationId), "audit.exported", null, told);
            return Task.FromResult(statement.Rows);
        }, cancellationToken);
    }
}
