using System.Text.Json;
using Becs.Persistence.Mapping;
using Becs.Persistence.Workflows;
using Becs.Workflows.Journal;
using Becs.Workflows.Models;

namespace Becs.Persistence.Tests.Workflows;

/// <summary>What journal and bookmark rows leave out is there again when they are read; rows stored whole are read alike.</summary>
public sealed class StoredTextTests
{
    private static readonly IReadOnlyList<JournalRecord> Records =
    [
        Record("T0", "e1", "root", JournalEvent.Resumed),
        Record("T0", "e1", "root", JournalEvent.Completed, ["Done"]),
        Record("T1", "e2", "root", JournalEvent.Started),
        Record("T1", "e2", "root", JournalEvent.Suspended),
        Record("T1", "e2", null, JournalEvent.Faulted),
        Record("T1", "e2", "root", JournalEvent.Completed),
        new()
        {
            ActivityId = "T2",
            ActivityInstanceId = "e3",
            ParentActivityInstanceId = "root",
            Type = "Test",
            Version = 1,
            Event = JournalEvent.Completed,
            Outputs = new Dictionary<string, JsonElement> { ["result"] = JsonSerializer.SerializeToElement(7) },
            IsOutputLost = true,
        },
    ];

    private static readonly Bookmark Waiting = new()
    {
        Id = "b1",
        Name = "Becs.Task",
        Hash = "AB12",
        Payload = JsonSerializer.SerializeToElement(new { taskId = 7 }),
        ActivityId = "T1",
        ActivityNodeId = "Workflow1:T1",
        ActivityInstanceId = "e2",
        CallbackMethodName = "OnDoneAsync",
        AutoBurn = false,
        CreatedAt = new DateTime(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc),
        Metadata = new Dictionary<string, string> { ["k"] = "v" },
    };

    [Fact]
    public void Journal_WhenWrittenAndRead_ThenEveryRecordIsWhole()
    {
        var text = JournalText.Write(Records);

        Assert.Equal(StoredJson.Write(Records), StoredJson.Write(JournalText.Read(text)));
        Assert.True(text.Length < StoredJson.Write(Records).Length);
        Assert.DoesNotContain("utput", JournalText.Write([.. Records.SkipLast(1)]), StringComparison.Ordinal); // not a byte more where there is none
    }

    [Fact]
    public void Journal_WhenStoredWhole_ThenItIsReadAlike() =>
        Assert.Equal(StoredJson.Write(Records), StoredJson.Write(JournalText.Read(StoredJson.Write(Records))));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bookmark_WhenStoredWholeOrWithoutItsColumns_ThenItIsReadAlike(bool isWhole)
    {
        var row = new BookmarkRow
        {
            Id = Waiting.Id,
            Name = Waiting.Name,
            Hash = Waiting.Hash,
            CreatedAt = Waiting.CreatedAt,
            Body = isWhole ? StoredJson.Write(Waiting) : BookmarkText.Write(Waiting),
        };

        Assert.Equal(StoredJson.Write(Waiting), StoredJson.Write(BookmarkText.Read(row)));
    }

    private static JournalRecord Record(string activity, string execution, string? parent, JournalEvent what, string[]? outcomes = null) => new()
    {
        ActivityId = activity,
        ActivityInstanceId = execution,
        ParentActivityInstanceId = parent,
        Type = "Becs.HumanTask",
        Version = 1,
        Event = what,
        Outcomes = outcomes,
    };
}
