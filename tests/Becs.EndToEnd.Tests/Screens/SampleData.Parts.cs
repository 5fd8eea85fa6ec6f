using Becs.Domain.ChangeControl;
using Becs.Server.ChangeControl;

namespace Becs.EndToEnd.Tests.Screens;

/// <content>A draft that holds a form of each state, a table, and one form that is not sound yet.</content>
internal sealed partial class SampleData
{
    private const string ApprovedForm = """
        {"properties":{"expiry":{"title":{"en":"Expiry"},"type":"string","x-isbt":"Expiry","x-widget":"scan"},"well":{"title":{"en":"Results"},"type":"boolean","x-widget":"yesNo"}},"required":["expiry","well"],"title":{"en":"Test"},"type":"object"}
        """;

    private const string Limits = """
        {"cites":["SOP-12"],"columns":[{"key":"most","title":"Result","type":"integer"}],"rows":[{"most":15}],"title":"Test"}
        """;

    /// <summary>What was saved last, under its key.</summary>
    public (string Key, string Content)? SavedPart { get; private set; }

    Task<DraftPartsView?> IPartPages.FindAsync(Guid? draftId, string? definitionId, CancellationToken cancellationToken) => Task.FromResult<DraftPartsView?>(new(
        Id, "component-release", "Title", 4, "Quinn Quality", true, 3,
        [
            new(DraftPartKind.Form, "verify-label.v1", DraftPartState.Same, new string('a', 64), ApprovedForm.Trim(), true, "verify-label.v2", [], null),
            new(DraftPartKind.Form, "review.v2", DraftPartState.Added, new string('b', 64), "{}", false, "review.v2", [new("$.type", "must be \"object\"")], Now),
            new(DraftPartKind.Form, "gone.v1", DraftPartState.Removed, null, null, true, "gone.v2", [], Now),
            new(DraftPartKind.Table, "bag-limits", DraftPartState.Changed, new string('c', 64), Limits.Trim(), false, "bag-limits", [], Now),
        ]));

    Task IPartPages.SaveAsync(Guid draftId, DraftPartKind kind, string key, string content, string? seenHash, CancellationToken cancellationToken)
    {
        SavedPart = (key, content);
        return Task.CompletedTask;
    }

    Task IPartPages.RemoveAsync(Guid draftId, DraftPartKind kind, string key, string? seenHash, CancellationToken cancellationToken) => Task.CompletedTask;

    Task IPartPages.RestoreAsync(Guid draftId, DraftPartKind kind, string key, string? seenHash, CancellationToken cancellationToken) => Task.CompletedTask;
}
