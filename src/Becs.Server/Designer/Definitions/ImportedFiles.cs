using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;

namespace Becs.Server.Designer.Definitions;

/// <summary>
/// Reads definitions out of a JSON file or a zip of them. Names inside a zip are never used as paths; sizes are counted while unpacking,
/// because a zip may say what it likes about them.
/// </summary>
internal static class ImportedFiles
{
    private const int MostEntries = 50;
    private const long MostBytes = 2 * 1024 * 1024;
    private const long MostBytesInAll = 10 * 1024 * 1024;

    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return [Definition(await LimitedAsync(stream, MostBytes, name, cancellationToken), name)];
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

    private static async Task<IReadOnlyList<JsonObject>> UnpackAsync(byte[] packed, string name, CancellationToken cancellationToken)
    {
        var found = new List<JsonObject>();
        var left = MostBytesInAll;
        using var zip = new ZipArchive(new MemoryStream(packed), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostEntries)
        {
            throw new InputException("DSG-417", name, $"{name} has more than {MostEntries} files.");
        }

        foreach (var entry in zip.Entries.Where(e => e.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            var bytes = await LimitedAsync(content, Math.Min(left, MostBytes), name, cancellationToken);
            left -= bytes.Length;
            found.Add(Definition(bytes, $"{name}, file {found.Count + 1}"));
        }

        return found;
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
