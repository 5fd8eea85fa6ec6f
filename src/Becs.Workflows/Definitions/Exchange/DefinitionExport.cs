using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Becs.Workflows.Definitions.Exchange;

/// <summary>Writes definitions as Elsa's files: one as JSON, several as a zip.</summary>
public static class DefinitionExport
{
    /// <summary>The schema Elsa writes into its files, by which Studio knows one.</summary>
    public const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    /// <summary>A definition as a file.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>UTF-8 JSON: the document as it is, with <c>$schema</c> first; links to an API are left out.</returns>
    public static byte[] ToFile(WorkflowDefinition definition)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Indented = true,
            Encoder = Expressions.PlainValue.JsonOptions.Encoder,
        }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", Schema);
            foreach (var member in definition.Document.EnumerateObject())
            {
                if (!member.NameEquals("$schema") && !member.NameEquals("links"))
                {
                    member.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The name of a definition's file: its definition id and version, with what no file name has replaced.</summary>
    /// <param name="definition">The definition.</param>
    public static string FileNameOf(WorkflowDefinition definition)
    {
        var name = new StringBuilder();
        foreach (var c in definition.DefinitionId.Length == 0 ? "unnamed" : definition.DefinitionId)
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-');
        }

        return $"workflow-definition-{name}.v{definition.Version}.json";
    }

    /// <summary>Several definitions as a zip. The same definitions give the same bytes.</summary>
    /// <param name="definitions">The definitions.</param>
    public static byte[] ToZip(IEnumerable<WorkflowDefinition> definitions)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var definition in definitions)
            {
                var name = FileNameOf(definition);
                for (var again = 2; !names.Add(name); again++)
                {
                    name = $"{Path.GetFileNameWithoutExtension(FileNameOf(definition))}-{again}.json";
                }

                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                content.Write(ToFile(definition));
            }
        }

        return stream.ToArray();
    }
}
