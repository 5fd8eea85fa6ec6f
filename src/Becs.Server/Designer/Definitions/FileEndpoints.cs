using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Designer.Definitions;

/// <summary>
/// Definitions as files: one as JSON, several as a zip, with their forms and tables beside them. What comes in is a draft of whoever brings it.
/// </summary>
internal static class FileEndpoints
{
    /// <summary>Most definitions of one export.</summary>
    private const int Most = 100;

    private static readonly JsonSerializerOptions Indented = new(ElsaJson.Options) { WriteIndented = true };

    public static void MapFiles(this RouteGroupBuilder elsa)
    {
        elsa.MapMethods("/workflow-definitions/{definitionId}/export", ["GET", "POST"], ExportAsync).RequirePermission(Permissions.WorkflowsRead);
        elsa.MapPost("/bulk-actions/export/workflow-definitions", ExportManyAsync).RequirePermission(Permissions.WorkflowsRead);
        var import = elsa.MapGroup("/workflow-definitions").RequirePermission(Permissions.WorkflowsEdit);
        import.MapPost("/import", (HttpContext http, DraftDesk desk, DraftAnswers answers, CancellationToken ct) => ImportAsync(null, http, desk, answers, ct));
        import.MapPut("/{definitionId}/import", ImportAsync);
        import.MapPost("/import-files", ImportFilesAsync);
    }

    private static async Task<IResult> ExportAsync(
        string definitionId, string? versionOptions, bool? includeConsumingWorkflows, HttpContext http, DefinitionShelf shelf,
        DefinitionContents contents, DefinitionWriter writer, CancellationToken ct)
    {
        var caller = await http.ReaderAsync();
        if (await shelf.FindAsync(caller, definitionId, versionOptions, ct) is not { } version)
        {
            return Results.NotFound();
        }

        if (includeConsumingWorkflows != true)
        {
            return Results.File(Bytes(writer.Write(version, await contents.ReadAsync(version.Row, ct), withLinks: false)),
                "application/octet-stream", FileName(version));
        }

        var all = new List<DefinitionVersion> { version };
        foreach (var other in (await shelf.ListAsync(caller, null, ct)).Where(v => v.IsLatest && v.Row.DefinitionId != version.Row.DefinitionId))
        {
            if ((await contents.ReadAsync(other.Row, ct)).Children.Contains(version.Row.DefinitionId))
            {
                all.Add(other);
            }
        }

        return await ZipAsync(all, contents, writer, ct);
    }

    private static async Task<IResult> ExportManyAsync(
        HttpContext http, DefinitionShelf shelf, DefinitionContents contents, DefinitionWriter writer, CancellationToken ct)
    {
        var ids = (await ElsaJson.BodyAsync(http)).Texts("ids");
        var found = (await shelf.ListAsync(await http.ReaderAsync(), null, ct)).Where(v => ids.Contains(v.Id)).Take(Most).ToList();
        return found.Count == 0 ? Results.NoContent() : await ZipAsync(found, contents, writer, ct);
    }

    private static async Task<IResult> ImportAsync(
        string? definitionId, HttpContext http, DraftDesk desk, DraftAnswers answers, CancellationToken ct)
    {
        var model = ImportedFiles.Checked(await ElsaJson.BodyAsync(http), "The file");
        if (definitionId is not null)
        {
            model["definitionId"] = definitionId;
        }

        return await answers.ImportedAsync(http, await desk.ReplaceAsync(http, new ImportedWorkflow(model, HeldParts.None), ct), ct);
    }

    /// <summary>All files are read before the first is kept: a broken one leaves nothing behind.</summary>
    private static async Task<IResult> ImportFilesAsync(HttpContext http, DraftDesk desk, DraftAnswers answers, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType)
        {
            throw new InputException("DSG-414", "body", "The request needs files.");
        }

        var models = new List<ImportedWorkflow>();
        foreach (var file in (await http.Request.ReadFormAsync(ct)).Files)
        {
            await using var stream = file.OpenReadStream();
            models.AddRange(await ImportedFiles.ReadAsync(file.FileName, stream, ct));
        }

        var kept = new List<string>();
        foreach (var model in models)
        {
            var version = await answers.FindAsync(http, await desk.ReplaceAsync(http, model, ct), ct);
            if (await answers.IsShippedAsync(http, version, ct))
            {
                kept.Add(DraftAnswers.Kept(version));
            }
        }

        return kept.Count > 0 ? ElsaJson.Refused(DraftAnswers.NeedsChange, kept) : ElsaJson.Ok(new { count = models.Count });
    }

    private static async Task<IResult> ZipAsync(
        IEnumerable<DefinitionVersion> versions, DefinitionContents contents, DefinitionWriter writer, CancellationToken ct)
    {
        var memory = new MemoryStream();
        await using (var zip = await ZipArchive.CreateAsync(memory, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
        {
            foreach (var version in versions)
            {
                await using var entry = await zip.CreateEntry(FileName(version)).OpenAsync(ct);
                await entry.WriteAsync(Bytes(writer.Write(version, await contents.ReadAsync(version.Row, ct), withLinks: false)), ct);
            }
        }

        return Results.File(memory.ToArray(), "application/zip", "workflow-definitions.zip");
    }

    private static byte[] Bytes(JsonObject definition)
    {
        var file = new JsonObject { ["$schema"] = DefinitionWriter.Schema };
        foreach (var (name, value) in definition)
        {
            file[name] = value?.DeepClone();
        }

        return JsonSerializer.SerializeToUtf8Bytes(file, Indented);
    }

    private static string FileName(DefinitionVersion version) =>
        $"workflow-definition-{version.Row.DefinitionId.Replace(':', '-')}-v{version.Row.Version}.json";
}
