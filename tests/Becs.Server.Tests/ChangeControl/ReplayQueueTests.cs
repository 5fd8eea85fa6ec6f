using System.Text;
using System.Text.Json;
using Becs.Server.ChangeControl;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Definitions;
using Becs.Workflows.Replaying;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>One submission that was changed beside the program, and another behind it.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed class ReplayQueueTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_WhenTheOldestSubmissionCannotBeOpened_ThenTheOthersAreReplayed()
    {
        await using var server = new ChangeServer { IsBroken = true };
        var first = await SubmitAsync(server, "first");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await SubmitAsync(server, "second");
        await SpoilAsync(server, "first");

        var loop = Anew(server.Services);
        for (var turn = 0; turn < 5; turn++)
        {
            await loop.MoveAsync(Stop);
        }

        Assert.Equal((1, 1), (await DoneAsync(server, second), await WaitingAsync(server, first)));
    }

    /// <summary>The loop of a node that was started now: it has no package in memory.</summary>
    private static ReplayLoop Anew(IServiceProvider services) => ActivatorUtilities.CreateInstance<ReplayLoop>(
        services, ActivatorUtilities.CreateInstance<ScenarioDesk>(services, new GraphCache(services.GetRequiredService<ActivityRegistry>())));

    private static async Task<int> DoneAsync(ChangeServer server, Guid id) => (await ReplayAsync(server, id)).GetProperty("done").GetInt32();

    private static async Task<int> WaitingAsync(ChangeServer server, Guid id) =>
        (await ReplayAsync(server, id)).GetProperty("completedAt").ValueKind == JsonValueKind.Null ? 1 : 0;

    private static Task<JsonElement> ReplayAsync(ChangeServer server, Guid id) => server.SendAsync("aud1", HttpMethod.Get, $"/api/changes/{id:D}/replay");

    private static async Task<Guid> SubmitAsync(ChangeServer server, string definitionId)
    {
        await server.SaveAsync("own1", Definition(definitionId));
        var hash = Text(await server.ApproveDraftAsync("own1", definitionId), "packageHash");
        await TwoBuilds.DoAsync(server, "test.cases", scope =>
        {
            RecordedCases.Stage(
                scope, hash, ScenarioFile.Read(Encoding.UTF8.GetBytes(Scenario(definitionId, last: "Say:Done"))),
                server.Clock.GetUtcNow().UtcDateTime.AddHours(-1));
            return Task.FromResult(true);
        });
        await server.BeginAsync("own1", definitionId);
        await server.EditAsync("own1", definitionId, "two");
        return Id(await server.SubmitAsync("own1", definitionId));
    }

    private static async Task SpoilAsync(ChangeServer server, string definitionId)
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False");
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'packages'";
        var drops = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(Stop))
        {
            while (await reader.ReadAsync(Stop))
            {
                drops.Add(reader.GetString(0));
            }
        }

        command.CommandText = $"{string.Join(';', drops)}; UPDATE packages SET bytes = X'7B7D' WHERE definition_id = '{definitionId}' AND state = 'InReview'";
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
    }
}
