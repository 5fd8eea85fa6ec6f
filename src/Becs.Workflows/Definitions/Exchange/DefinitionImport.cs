using System.IO.Compression;

namespace Becs.Workflows.Definitions.Exchange;

/// <summary>
/// Reads definitions from a JSON file or a zip of them. Nothing is written to disk; what an archive claims about its sizes is
/// not believed.
/// </summary>
public static class DefinitionImport
{
    /// <summary>Reads a file.</summary>
    /// <param name="fileName">Its name, for messages.</param>
    /// <param name="content">Its bytes: JSON or a zip, told apart by how they begin.</param>
    /// <param name="limits">How much to read.</param>
    /// <returns>One result for each definition file; other files of an archive are named as problems too.</returns>
    public static IReadOnlyList<ImportedDefinition> Read(string fileName, ReadOnlyMemory<byte> content, ExchangeLimits? limits = null)
    {
        limits ??= new ExchangeLimits();
        return content.Span.StartsWith("PK"u8)
            ? ReadZip(fileName, content, limits)
            : [content.Length > limits.FileBytes ? TooLarge(fileName, limits) : ReadJson(fileName, content)];
    }

    private static IReadOnlyList<ImportedDefinition> ReadZip(string fileName, ReadOnlyMemory<byte> content, ExchangeLimits limits)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > limits.Entries)
            {
                return [Refused(fileName, "zip.entries", $"the archive has more than {limits.Entries} files.")];
            }

            var results = new List<ImportedDefinition>();
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var left = limits.TotalBytes;
            foreach (var entry in archive.Entries.Where(e => !e.FullName.EndsWith('/')))
            {
                results.Add(ReadEntry(entry, names, limits, ref left));
                if (left < 0)
                {
                    return [Refused(fileName, "zip.total", $"the archive holds more than {limits.TotalBytes} bytes.")];
                }
            }

            return results.Count > 0 ? results : [Refused(fileName, "zip.empty", "the archive holds no file.")];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return [Refused(fileName, "zip.invalid", $"the archive cannot be read: {e.Message}")];
        }
    }

    private static ImportedDefinition ReadEntry(
        ZipArchiveEntry entry, HashSet<string> names, ExchangeLimits limits, ref long left)
    {
        var name = entry.FullName;
        if (!IsInside(name))
        {
            return Refused(name, "zip.path", "the name leads out of the archive.");
        }

        if (!names.Add(name))
        {
            return Refused(name, "zip.duplicate", "two files have this name.");
        }

        if (entry.IsEncrypted)
        {
            return Refused(name, "zip.encrypted", "the file is encrypted.");
        }

        if (!name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return Refused(name, "zip.foreign", "only JSON files are definitions.");
        }

        var most = Math.Min(limits.FileBytes, Math.Max(64 * 1024, Math.Clamp(entry.CompressedLength, 0, limits.FileBytes) * limits.Ratio));
        using var stream = entry.Open();
        var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (stream.Read(chunk) is > 0 and var read)
        {
            buffer.Write(chunk, 0, read);
            left -= read;
            if (left < 0 || buffer.Length > most)
            {
                return TooLarge(name, limits);
            }
        }

        return ReadJson(name, buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private static bool IsInside(string name) =>
        name.Length is > 0 and <= 260 && name[0] is not ('/' or '\\') && !name.Contains('\\') && !name.Contains(':')
            && !name.Split('/').Contains("..") && !name.Any(char.IsControl);

    private static ImportedDefinition ReadJson(string fileName, ReadOnlyMemory<byte> content)
    {
        try
        {
            var json = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
            return new ImportedDefinition(fileName, WorkflowDefinition.Parse(json), []);
        }
        catch (Errors.DefinitionException e)
        {
            return new ImportedDefinition(fileName, null, e.Problems);
        }
    }

    private static ImportedDefinition TooLarge(string fileName, ExchangeLimits limits) => Refused(
        fileName, "file.tooLarge", $"the file has more than {limits.FileBytes} bytes, or is packed more than {limits.Ratio} times.");

    private static ImportedDefinition Refused(string fileName, string code, string message) =>
        new(fileName, null, [new DefinitionProblem(code, "$", message)]);
}
