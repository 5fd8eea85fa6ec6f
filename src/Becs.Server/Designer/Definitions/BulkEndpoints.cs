using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Operations;

namespace Becs.Server.Designer.Definitions;

/// <summary>The same over several definitions: Studio shows no sentence there, so the page around it shows <c>refusals</c>.</summary>
internal static class BulkEndpoints
{
    /// <summary>Most definitions of one call.</summary>
    private const int Most = 100;

    public static void MapBulk(this RouteGroupBuilder elsa)
    {
        var bulk = elsa.MapGroup("/bulk-actions").RequirePermission(Permissions.WorkflowsEdit);
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", PublishAsync);
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", RetractAsync);
        bulk.MapPost("/delete/workflow-definitions/by-definition-id", (HttpContext http, DefinitionShelf shelf, DraftDesk desk, CancellationToken ct) =>
            DeleteAsync(http, shelf, desk, "definitionIds", (v, id) => v.Row.DefinitionId == id, ct));
        bulk.MapPost("/delete/workflow-definitions/by-id", (HttpContext http, DefinitionShelf shelf, DraftDesk desk, CancellationToken ct) =>
            DeleteAsync(http, shelf, desk, "ids", (v, id) => v.Id == id, ct));
    }

    private static async Task<IResult> PublishAsync(HttpContext http, DefinitionShelf shelf, CancellationToken ct)
    {
        var (ids, all) = await AskedAsync(http, shelf, "definitionIds", ct);
        var latest = all.Where(v => v.IsLatest).ToDictionary(v => v.Row.DefinitionId, StringComparer.Ordinal);
        var drafts = ids.Where(i => latest.TryGetValue(i, out var v) && v.IsDraft).ToList();
        return ElsaJson.Ok(new
        {
            published = Array.Empty<string>(),
            alreadyPublished = ids.Where(i => latest.ContainsKey(i)).Except(drafts),
            notFound = ids.Where(i => !latest.ContainsKey(i)),
            skipped = drafts,
            updatedConsumers = Array.Empty<string>(),
            failed = Array.Empty<string>(),
            warnings = new Dictionary<string, string>(),
            refusals = drafts.Select(i => DraftAnswers.Kept(latest[i])),
        });
    }

    private static async Task<IResult> RetractAsync(HttpContext http, DefinitionShelf shelf, CancellationToken ct)
    {
        var (ids, all) = await AskedAsync(http, shelf, "definitionIds", ct);
        var used = all.Where(v => v.IsPublished).ToDictionary(v => v.Row.DefinitionId, StringComparer.Ordinal);
        var known = all.Select(v => v.Row.DefinitionId).ToHashSet(StringComparer.Ordinal);
        return ElsaJson.Ok(new
        {
            retracted = Array.Empty<string>(),
            alreadyRetracted = ids.Where(i => known.Contains(i) && !used.ContainsKey(i)),
            notFound = ids.Where(i => !known.Contains(i)),
            skipped = ids.Where(used.ContainsKey),
            updatedConsumers = Array.Empty<string>(),
            refusals = ids.Where(used.ContainsKey).Select(i => DraftAnswers.StaysInUse(used[i])),
        });
    }

    /// <summary>Deletes what are drafts of the author's own; says of the rest why not.</summary>
    private static async Task<IResult> DeleteAsync(
        HttpContext http, DefinitionShelf shelf, DraftDesk desk, string list, Func<DefinitionVersion, string, bool> isNamed, CancellationToken ct)
    {
        var (ids, all) = await AskedAsync(http, shelf, list, ct);
        var refusals = new List<string>();
        var deleted = 0;
        foreach (var named in ids.Select(i => all.Where(v => isNamed(v, i)).ToList()).Where(n => n.Count > 0))
        {
            if (named.FirstOrDefault(v => !v.IsDraft) is { } kept)
            {
                refusals.Add(DraftAnswers.IsARecord(kept));
            }
            else if (named.FirstOrDefault(v => v.IsEditable) is { } own)
            {
                await desk.DiscardAsync(http, own.Row.DraftId!.Value, ct);
                deleted++;
            }
            else
            {
                refusals.Add(DraftAnswers.IsARecord(named[0]));
            }
        }

        return deleted == 0 && refusals.Count > 0 ? ElsaJson.Refused("DSG-424", refusals) : ElsaJson.Ok(new { deleted, refusals });
    }

    private static async Task<(IReadOnlyList<string> Ids, IReadOnlyList<DefinitionVersion> All)> AskedAsync(
        HttpContext http, DefinitionShelf shelf, string list, CancellationToken ct)
    {
        var ids = (await ElsaJson.BodyAsync(http)).Texts(list);
        return ids.Count <= Most
            ? (ids, await shelf.ListAsync(await http.ReaderAsync(), null, ct))
            : throw new InputException("DSG-408", list, $"At most {Most} at a time.");
    }
}
