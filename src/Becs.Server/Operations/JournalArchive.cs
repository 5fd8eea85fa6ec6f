using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Domain.Shared;
using Becs.Persistence.Workflows;
using Becs.Server.Hosting;
using Becs.Workflows.Journal;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>
/// Writes the journals of finished instances to a file that is read without the database, checks the file, and only then takes the entries
/// out, in batches. A crash in between leaves entries that are in the file as well; the next run takes them out.
/// </summary>
/// <remarks>
/// The file: one JSON object a line. First <c>becs-journal/1</c> with its id and day, then for each instance a line with what it was and one
/// line for each entry, last the count of lines before it and their SHA-256.
/// </remarks>
public sealed class JournalArchive(IServiceScopeFactory scopes, OperationRunner runner, IIdGenerator ids)
{
    public const string Format = "becs-journal/1";

    private const int InstancesPerBatch = 200;
    private const int EntriesPerBatch = 500;

    /// <param name="beforeAt">Instances that finished before then (UTC).</param>
    /// <param name="path">File to write; must not exist.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    public async Task<JournalArchiveResult> RunAsync(DateTime beforeAt, string path, CancellationToken cancellationToken)
    {
        var archive = ids.New();
        var draft = path + ".new";
        var instances = await WriteAsync(archive, beforeAt, draft, cancellationToken);
        if (instances.Count == 0)
        {
            File.Delete(draft);
            return new JournalArchiveResult(0, 0, await PurgeAsync(cancellationToken), null);
        }

        var check = Verify(draft);
        if (check.Entries != instances.Sum(i => i.Entries) || check.Instances != instances.Count)
        {
            throw new InvalidDataException($"{draft} does not hold what was written to it; nothing was taken out of the database.");
        }

        File.Move(draft, path, overwrite: false);
        foreach (var batch in instances.Chunk(InstancesPerBatch))
        {
            await runner.RunAsync(OperationRequest.System(ids.New(), "journal.archive"), async (scope, token) =>
            {
                await scope.GetRequiredService<IJournalArchive>()
                    .StageArchivedAsync(archive, Path.GetFileName(path), check.FileHash, batch, token);
                scope.GetRequiredService<IAuditTrail>().Record(
                    new SubjectRef(SubjectKinds.System, archive), "journal.archived", null, $"{batch.Length} instances; sha256 {check.FileHash}");
                return true;
            }, cancellationToken);
        }

        return new JournalArchiveResult(instances.Count, check.Entries, await PurgeAsync(cancellationToken), check.FileHash);
    }

    /// <summary>Reads a file without any database.</summary>
    /// <exception cref="InvalidDataException">It is not whole.</exception>
    public static JournalArchiveCheck Verify(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (lines, instances, entries) = (0, 0, 0);
        string? last = null;
        foreach (var line in File.ReadLines(path))
        {
            if (last is not null)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(last + "\n"));
                lines++;
                using var read = JsonDocument.Parse(last);
                instances += read.RootElement.TryGetProperty("instance", out _) ? 1 : 0;
                entries += read.RootElement.TryGetProperty("entry", out _) ? 1 : 0;
                if (lines == 1 && read.RootElement.GetProperty("format").GetString() != Format)
                {
                    throw new InvalidDataException($"{path} is not a {Format} file.");
                }
            }

            last = line;
        }

        using var seal = JsonDocument.Parse(last ?? "null");
        if (seal.RootElement.ValueKind != JsonValueKind.Object || !seal.RootElement.TryGetProperty("lines", out var count)
            || count.GetInt32() != lines || seal.RootElement.GetProperty("sha256").GetString() != Convert.ToHexStringLower(hash.GetHashAndReset()))
        {
            throw new InvalidDataException($"{path} is not whole: its last line does not match what stands before it.");
        }

        return new JournalArchiveCheck(instances, entries, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
    }

    private async Task<List<ArchivedInstance>> WriteAsync(Guid archive, DateTime beforeAt, string draft, CancellationToken cancellationToken)
    {
        var written = new List<ArchivedInstance>();
        await using var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var lines = 0;
        await LineAsync(new { format = Format, archive, beforeAt });
        var after = Guid.Empty;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var batch = await scope.ServiceProvider.GetRequiredService<IJournalArchive>()
                .FinishedBeforeAsync(beforeAt, after, InstancesPerBatch, cancellationToken);
            if (batch.Count == 0)
            {
                break;
            }

            foreach (var instance in batch)
            {
                after = Guid.Parse(instance.Id);
                await LineAsync(new { instance = instance with { StateJson = "" } });
                var (count, sequence) = (0, 0);
                for (IReadOnlyList<JournalEntry> entries;
                    (entries = await scope.ServiceProvider.GetRequiredService<IJournal>().ReadAsync(instance.Id, sequence, 200, cancellationToken)).Count > 0;)
                {
                    foreach (var entry in entries)
                    {
                        await LineAsync(new { entry });
                        (count, sequence) = (count + 1, entry.Sequence);
                    }
                }

                written.Add(new ArchivedInstance(after, count, sequence));
            }
        }

        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        await file.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { lines, sha256 }, StrictJson.Stored) + "\n"), cancellationToken);
        file.Flush(flushToDisk: true);
        return written;

        async Task LineAsync<T>(T value)
        {
            var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, StrictJson.Stored) + "\n");
            hash.AppendData(bytes);
            lines++;
            await file.WriteAsync(bytes, cancellationToken);
        }
    }

    private async Task<int> PurgeAsync(CancellationToken cancellationToken)
    {
        var purged = 0;
        for (int batch; ; purged += batch)
        {
            var answer = await runner.RunAsync(OperationRequest.System(ids.New(), "journal.purge"), async (scope, token) =>
            {
                var count = await scope.GetRequiredService<IJournalArchive>().StagePurgeAsync(EntriesPerBatch, token);
                if (count > 0)
                {
                    scope.GetRequiredService<IAuditTrail>().Record(
                        new SubjectRef(SubjectKinds.System, Guid.Empty), "journal.purged", null, $"{count} archived entries");
                }

                return count;
            }, cancellationToken);
            batch = answer.Value;
            if (batch == 0)
            {
                return purged;
            }
        }
    }
}

/// <param name="Instances">Instances whose journal is in the file.</param>
/// <param name="Entries">Entries in the file.</param>
/// <param name="Purged">Entries taken out of the database by this run.</param>
/// <param name="FileHash">SHA-256 of the file; null when none was written.</param>
public sealed record JournalArchiveResult(int Instances, int Entries, int Purged, string? FileHash);

/// <param name="FileHash">SHA-256 of the whole file, as the database keeps it.</param>
public sealed record JournalArchiveCheck(int Instances, int Entries, string FileHash);
