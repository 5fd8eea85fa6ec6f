using System.Text.Json;
using Becs.Activities.Tests.Bank;
using Becs.Contracts.Tasks;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Workflows;
using Becs.Workflows.Definitions;
using Becs.Workflows.Running;

namespace Becs.Activities.Tests.Tasks;

public sealed class HumanTaskActivityTests
{
    private readonly FlowBank _bank = new();

    [Fact]
    public async Task Exclude_WhoDidTheFirst_MayNotDoTheSecond()
    {
        await StartAsync(Review("First"), Review("Second", ("excludeUsersOf", new[] { "First" })));
        await _bank.CompleteAsync("Task.First", "lab1", "Done");

        Assert.Equal("TSK-013", (await Assert.ThrowsAsync<ForbiddenException>(
            () => _bank.CompleteAsync("Task.Second", "lab1", "Done"))).Code);
        await _bank.CompleteAsync("Task.Second", "lab2", "Done");
        Assert.Equal(WorkflowStatus.Finished, _bank.Instances.Single().Status);
    }

    [Fact]
    public async Task Escalate_WhenNotDone_RaisesTheTaskAgainAndAgain()
    {
        await StartAsync(Review("First", ("escalateAfter", TimeSpan.FromHours(2)), ("dueIn", TimeSpan.FromHours(1))));
        var task = _bank.Task("Task.First");
        Assert.Equal(task.CreatedAt.AddHours(1), task.DueAt);

        await _bank.AdvanceAsync(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal((0, TaskPriority.Normal), (task.EscalationLevel, task.Priority));
        await _bank.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((1, TaskPriority.High), (task.EscalationLevel, task.Priority));
        await _bank.AdvanceAsync(TimeSpan.FromHours(4));
        Assert.Equal(3, task.EscalationLevel);
        Assert.Equal(3, _bank.Rooms.Events.Of<TaskEscalated>().Count());

        await _bank.CompleteAsync("Task.First", "lab1", "Done");
        await _bank.AdvanceAsync(TimeSpan.FromHours(4));
        Assert.Equal(3, task.EscalationLevel);
        Assert.Equal(WorkflowStatus.Finished, _bank.Instances.Single().Status);
    }

    [Fact]
    public async Task Cancel_WithdrawsTheTask()
    {
        var id = await StartAsync(Review("First", ("escalateAfter", TimeSpan.FromHours(2))));
        var task = _bank.Task("Task.First");
        _bank.As("qa1");

        await _bank.ResumeAsync(id, new BurstStimulus.Cancel("test"));

        Assert.Equal((TaskState.Cancelled, "workflow"), (task.State, task.CancelReasonCode));
        Assert.Equal(WorkflowStatus.Finished, _bank.State(id).Status);
        Assert.Empty(_bank.State(id).Bookmarks);
    }

    [Theory]
    [InlineData("{}", "bag")]
    [InlineData("""{ "bag": 5, "tubes": "=W12342600000100", "record": "=W12342600000100" }""", "bag")]
    [InlineData("""{ "bag": "=W12342600000100", "tubes": "rubbish", "record": "=W12342600000100" }""", "tubes")]
    [InlineData("""{ "bag": "=W12342600000100", "tubes": "=W12342600000100" }""", "record")]
    [InlineData("[]", "bag")]
    public async Task Submit_WhenAFieldIsWrong_NamesIt(string data, string field)
    {
        var bank = new FlowBank("donor-eligibility", "collection");
        await bank.AcceptedAsync();

        var refused = await Assert.ThrowsAsync<InputException>(() => bank.CompleteAsync(
            "Task.ScanDonationLabels", "phl1", "Compare", JsonDocument.Parse(data).RootElement));

        Assert.Equal(field, refused.Field);
    }

    [Fact]
    public async Task Resume_WithAForgedSubmission_IsRefused()
    {
        var id = await StartAsync(Review("First"), Review("Second"));
        var task = _bank.Task("Task.First");
        var bookmark = task.BookmarkId!;
        _bank.As("lab1");
        task.Claim(_bank.Rooms.Operation.Context, task.Revision, _bank.Rooms.Events);
        foreach (var forged in new object?[]
        {
            null,
            new { },
            "text",
            new { taskId = task.Id.Value, outcome = "Done", data = new { } },
            new { taskId = Guid.Empty, outcome = "Done", data = new { } },
            new { taskId = task.Id.Value, outcome = (string?)null, data = new { } },
        })
        {
            _bank.As("lab1");
            JsonElement? payload = forged is null ? null : JsonSerializer.SerializeToElement(forged, JsonSerializerOptions.Web);
            await Assert.ThrowsAnyAsync<BecsException>(
                () => _bank.ResumeAsync(id, new BurstStimulus.ResumeBookmark(bookmark, payload)));
            Assert.Equal("Task.First", Assert.Single(_bank.OpenTasks).TitleKey);
        }
    }

    private async Task<string> StartAsync(params System.Text.Json.Nodes.JsonObject[] nodes)
    {
        var graph = Graphs.Of(nodes);
        _bank.Add(graph);
        _bank.As("lab1");
        return await _bank.StartAsync(graph, new BurstStimulus.Start());
    }

    private static System.Text.Json.Nodes.JsonObject Review(string id, params (string Name, object? Value)[] more) => Graphs.Node(
        id, "Becs.HumanTask",
        [("titleKey", "Task." + id), ("permission", Permissions.TestsEnter), ("outcomes", new[] { "Done" }), .. more]);
}
