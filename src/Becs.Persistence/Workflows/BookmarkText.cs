using System.Text.Json;
using Becs.Persistence.Mapping;
using Becs.Workflows.Models;

namespace Becs.Persistence.Workflows;

/// <summary>What of a bookmark has no column of its own, as text. One stored whole is read as well: its columns say the same.</summary>
internal static class BookmarkText
{
    public static string Write(Bookmark b) => StoredJson.Write(new Rest(
        b.Payload, b.ActivityId, b.ActivityNodeId, b.ActivityInstanceId, b.CallbackMethodName, b.AutoBurn ? null : false,
        b.AutoComplete ? null : false, b.DueAt, b.Metadata));

    public static Bookmark Read(BookmarkRow row)
    {
        var rest = StoredJson.Read<Rest>(row.Body)!;
        return new Bookmark
        {
            Id = row.Id,
            Name = row.Name,
            Hash = row.Hash,
            Payload = rest.Payload,
            ActivityId = rest.ActivityId,
            ActivityNodeId = rest.ActivityNodeId,
            ActivityInstanceId = rest.ActivityInstanceId,
            CallbackMethodName = rest.CallbackMethodName,
            AutoBurn = rest.AutoBurn ?? true,
            AutoComplete = rest.AutoComplete ?? true,
            CreatedAt = row.CreatedAt,
            DueAt = rest.DueAt,
            Metadata = rest.Metadata,
        };
    }

    private sealed record Rest(
        JsonElement? Payload, string ActivityId, string ActivityNodeId, string ActivityInstanceId, string? CallbackMethodName, bool? AutoBurn,
        bool? AutoComplete, DateTime? DueAt, IReadOnlyDictionary<string, string>? Metadata);
}
