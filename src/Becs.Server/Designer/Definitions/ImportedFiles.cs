using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.ChangeControl;

namespace Becs.Server.Designer.Definitions;

/// <summary>A workflow out of a file: its definition, and the forms and tables that stood beside it.</summary>
internal sealed record ImportedWorkflow(JsonObject Definition, HeldParts Parts);

/// <summary>
/// Reads workflows out of a JSON file or a zip. In a zip a workflow stands as in a folder of the product: its definition, and beside it the
/// folders <c>forms</c> and <c>tables</c>. Nothing is written to a disk, and still a name that leads out is refused: it says what the zip was made for. Sizes
/// are counted while unpacking, because a zip may say what it likes about them.
/// </summary>
internal static class ImportedFiles
{
    private const int MostEntries = 300;
    private const int LongestName = 260;
    private const long MostBytes = 2 * 1024 * 1024;
    private const long MostBytesInAll = 10 * 1024 * 1024;

    public static async Task<IReadOnlyList<ImportedWorkflow>> ReadAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return [new(Definition(await LimitedAsync(stream, MostBytes, name, cancellationToken), name), HeldParts.None)];
        }

        var packed = await LimitedAsync(stream, MostBytes, name, cancellationToken);
        try
        {
            return await UnpackAsync(packed, name, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new InputException("DSG-415", name, $"{name} is no zip file that can be read.");
        }
    }

    /// <exception cref="InputException">It is no definition.</exception>
    public static JsonObject Checked(JsonObject definition, string name) => definition["root"] is JsonObject
        ? definition
        : throw new InputException("DSG-416", name, $"{name} is no workflow definition: it has no root activity.");

    private static async Task<IReadOnlyList<ImportedWorkflow>> UnpackAsync(byte[] packed, string name, CancellationToken cancellationToken)
    {
        var (definitions, parts) = (new List<(string Folder, JsonObject Json)>(), new List<(string Folder, DraftPartKind Kind, string Key, string Content)>());
        var (left, seen) = (MostBytesInAll, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        using var zip = new ZipArchive(new MemoryStream(packed), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostEntries)
        {
            throw new InputException("DSG-417", name, $"{name} has more than {MostEntries} files.");
        }

        foreach (var entry in zip.Entries)
        {
            var place = Place(entry, name, seen);
            if (entry.FullName.EndsWith('/'))
            {
                continue;
            }

            await using var content = await entry.OpenAsync(cancellationToken);
            var bytes = await LimitedAsync(content, Math.Min(left, MostBytes), name, cancellationToken);
            left -= bytes.Length;
            var file = $"{name}, file {seen.Count}";
            if (place is [.. var above, "forms" or "tables", var part])
            {
                var kind = place[^2] == "forms" ? DraftPartKind.Form : DraftPartKind.Table;
                var key = part[..^".json".Length];
                parts.Add((string.Join('/', above), kind, key, PartFormat.Canonical(kind, key, Text(bytes, file))));
            }
            else
            {
                definitions.Add((string.Join('/', place[..^1]), Definition(bytes, file)));
            }
        }

        return Together(definitions, parts, name);
    }

    /// <summary>Each form and table goes to the one workflow in whose folder it stands.</summary>
    private static List<ImportedWorkflow> Together(
        List<(string Folder, JsonObject Json)> definitions, List<(string Folder, DraftPartKind Kind, string Key, string Content)> parts, string name)
    {
        if (parts.FirstOrDefault(p => definitions.Count(d => d.Folder == p.Folder) != 1) is { Key: { } lost })
        {
            throw new InputException("DSG-427", name, $"{name}: it cannot be told to which workflow {lost} belongs. One definition stands beside its forms and tables.");
        }

        return [.. definitions.Select(d => new ImportedWorkflow(d.Json, new HeldParts(Of(d.Folder, DraftPartKind.Form), Of(d.Folder, DraftPartKind.Table))))];

        Dictionary<string, JsonElement> Of(string folder, DraftPartKind kind) => parts.Where(p => p.Folder == folder && p.Kind == kind)
            .ToDictionary(p => p.Key, p => JsonSerializer.Deserialize<JsonElement>(p.Content), StringComparer.Ordinal);
    }

    /// <summary>The parts of an entry's name.</summary>
    /// <exception cref="InputException">It leads out, stands there twice, or is no kind of file that belongs to a workflow. The name itself is never told back.</exception>
    private static string[] Place(ZipArchiveEntry entry, string zip, HashSet<string> seen)
    {
        var name = entry.FullName;
        var isFolder = name.EndsWith('/');
        var place = (isFolder ? name[..^1] : name).Split('/');
        if (name.Length > LongestName || name.Any(c => char.IsControl(c) || c is '\\' or ':') || place.Any(p => p is "" or "." or ".."))
        {
            throw new InputException("DSG-426", zip, $"{zip}, file {seen.Count + 1}: its name leads out of the zip.");
        }

        if (!seen.Add(name))
        {
            throw new InputException("DSG-428", zip, $"{zip}, file {seen.Count + 1}: two files have this name.");
        }

        return isFolder || name.EndsWith(".json", StringComparison.Ordinal) ? place
            : throw new InputException("DSG-429", zip, $"{zip}, file {seen.Count}: only definitions, forms and tables are taken, as .json files.");
    }

    private static string Text(byte[] bytes, string name)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new InputException("DSG-418", name, $"{name} is no text in UTF-8.");
        }
    }

    private static JsonObject Definition(byte[] bytes, string name)
    {
        try
        {
            return Checked(ElsaJson.Parse(bytes), name);
        }
        catch (JsonException json)
        {
            throw new InputException("DSG-418", name, $"{name} is no JSON that can be read, at line {json.LineNumber + 1}.");
        }
    }

    private static async Task<byte[]> LimitedAsync(Stream stream, long most, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await ElsaJson.BytesAsync(stream, most, cancellationToken);
        }
        catch (BadHttpRequestException)
        {
            throw new InputException("DSG-419", name, $"{name} is too large: a definition has at most {MostBytes} bytes.");
        }
    }
}
