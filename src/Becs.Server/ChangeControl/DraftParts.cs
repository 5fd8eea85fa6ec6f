using System.Text;
using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>Forms and tables by key.</summary>
internal sealed record HeldParts(IReadOnlyDictionary<string, JsonElement> Forms, IReadOnlyDictionary<string, JsonElement> Tables)
{
    public static readonly HeldParts None = new(new Dictionary<string, JsonElement>(), new Dictionary<string, JsonElement>());

    public static HeldParts Of(WorkflowPackage package) => new(package.Forms, package.Tables);

    public IReadOnlyDictionary<string, JsonElement> this[DraftPartKind kind] => kind == DraftPartKind.Form ? Forms : Tables;

    public IEnumerable<(DraftPartKind Kind, string Key, JsonElement Content)> All() =>
        Forms.Select(f => (DraftPartKind.Form, f.Key, f.Value)).Concat(Tables.Select(t => (DraftPartKind.Table, t.Key, t.Value)));
}

/// <summary>
/// What forms and tables a draft comes to: those of the package it was begun from, which never changes, and over them its own. Only what differs is
/// stored with the draft.
/// </summary>
internal sealed class DraftParts(IIdGenerator ids)
{
    /// <summary>What the draft would be submitted with.</summary>
    public static async Task<HeldParts> HeldAsync(IServiceProvider scope, WorkflowDraft draft, CancellationToken ct) => Over(
        await OriginAsync(scope, draft, ct), await scope.GetRequiredService<IWorkflowDrafts>().PartsAsync(draft.Id, ct));

    /// <summary>The forms and tables of what it was begun from.</summary>
    public static async Task<HeldParts> OriginAsync(IServiceProvider scope, WorkflowDraft draft, CancellationToken ct) =>
        draft.BasedOnHash is { } hash && await scope.GetRequiredService<IPackageRecords>().FindAsync(hash, ct) is { } package
            ? HeldParts.Of(WorkflowPackage.Open(package.Bytes, hash))
            : HeldParts.None;

    public static HeldParts Over(HeldParts origin, IEnumerable<DraftPart> own)
    {
        var (forms, tables) = (new Dictionary<string, JsonElement>(origin.Forms, StringComparer.Ordinal), new Dictionary<string, JsonElement>(origin.Tables, StringComparer.Ordinal));
        foreach (var part in own)
        {
            var held = part.Kind == DraftPartKind.Form ? forms : tables;
            if (part.Content is { } content)
            {
                held[part.Key] = Read(content);
            }
            else
            {
                held.Remove(part.Key);
            }
        }

        return new HeldParts(forms, tables);
    }

    /// <summary>Makes the draft hold these.</summary>
    /// <param name="scope">The operation.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="wanted">What it shall hold.</param>
    /// <param name="isWhole">Nothing else; otherwise what it has besides stays.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task HoldAsync(IServiceProvider scope, WorkflowDraft draft, HeldParts wanted, bool isWhole, CancellationToken ct)
    {
        var origin = await OriginAsync(scope, draft, ct);
        var own = await scope.GetRequiredService<IWorkflowDrafts>().PartsAsync(draft.Id, ct);
        if (wanted.Forms.Count + wanted.Tables.Count > DraftPart.Most)
        {
            throw new InputException("CHG-071", "forms", $"A draft has at most {DraftPart.Most} forms and tables.");
        }

        foreach (var (kind, key, content) in wanted.All())
        {
            Put(scope, draft, origin, own, kind, key, Encoding.UTF8.GetString(CanonicalJson.Canonicalize(content)));
        }

        if (isWhole)
        {
            foreach (var (kind, key, _) in Over(origin, own).All().Where(p => !wanted[p.Kind].ContainsKey(p.Key)).ToList())
            {
                Put(scope, draft, origin, own, kind, key, null);
            }
        }
    }

    /// <summary>One form or table becomes this; null takes it out. What is as it was at the beginning is not stored.</summary>
    /// <returns>False when it is that already.</returns>
    public bool Put(
        IServiceProvider scope, WorkflowDraft draft, HeldParts origin, IReadOnlyList<DraftPart> own, DraftPartKind kind, string key, string? content)
    {
        var drafts = scope.GetRequiredService<IWorkflowDrafts>();
        var nowAt = scope.GetRequiredService<ICurrentOperation>().Context.NowAt;
        var begun = HashIn(origin, kind, key);
        var part = own.FirstOrDefault(p => p.Kind == kind && p.Key == key);
        var former = part is null ? begun : part.ContentHash;
        var hash = content is null ? null : WorkflowDraft.HashOf(content);
        if (former == hash)
        {
            return false;
        }

        draft.Touch();
        if (hash == begun)
        {
            drafts.Remove(part!);
        }
        else if (part is not null)
        {
            part.Save(content, nowAt);
        }
        else if (own.Count >= DraftPart.Most)
        {
            throw new InputException("CHG-071", "key", $"A draft has at most {DraftPart.Most} forms and tables of its own.");
        }
        else
        {
            drafts.Add(new DraftPart(ids.New(), draft.Id, kind, key, content, nowAt));
        }

        scope.GetRequiredService<IAuditTrail>().Record(
            new SubjectRef(SubjectKinds.Draft, draft.Id), $"workflow-draft.{(kind == DraftPartKind.Form ? "form" : "table")}-{(hash is null ? "removed" : "saved")}",
            former is null ? null : $"{key} {former}", hash is null ? null : $"{key} {hash}");
        return true;
    }

    /// <summary>The hash of a form or table; null when there is none.</summary>
    public static string? HashIn(HeldParts held, DraftPartKind kind, string key) =>
        held[kind].TryGetValue(key, out var content) ? ApprovedForms.HashOf(content) : null;

    private static JsonElement Read(string content)
    {
        using var document = JsonDocument.Parse(content);
        return document.RootElement.Clone();
    }
}
