using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Isbt128;
using Becs.Server.Hosting;
using Becs.Server.Tasks;
using Becs.Server.Tasks.Forms;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Messaging;
using Becs.Server.Tests.Operations;
using Becs.Workflows.Tests;
using Becs.Workflows.Tests.Definitions;

namespace Becs.Server.Tests.BadInput;

/// <summary>
/// Ten thousand completions, each a sound one of a shipped form with something broken, decided by a seed: read, refused or accepted by the code
/// of the door, never anything else. Some hundred of them go through the door.
/// </summary>
public class CompletionTests
{
    private const int Count = 10_000;
    private const int OverHttp = 300;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Completions_WhenMutated_ThenAreRefusedByFieldOrAccepted()
    {
        var doors = new CompletionDoors();
        foreach (var seed in Enumerable.Range(1, Count))
        {
            doors.Try(seed);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"unreadable {doors.Unreadable}, refused {doors.Refused}, accepted {doors.Accepted}");
        Assert.True(
            doors.Refused > Count / 4 && doors.Unreadable > Count / 10,
            $"unreadable {doors.Unreadable}, refused {doors.Refused}: the mutations do not try much");
    }

    [Fact]
    public void Completions_WhenTheyNameTypes_ThenNoneIsLoaded()
    {
        new CompletionDoors().TryNames();
        Assert.Equal(0, Gadget.Touched);
    }

    [Fact]
    [Trait(Needs.Cost, Needs.Slow)]
    public async Task Door_WhenCompletionsAreMutated_ThenRefusedAndNothingMoves()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        var laboratory = await server.AsAsync("lab1");
        await server.PlaceHoldAsync();
        await SignalIntakeTests.DrainAsync(server);
        var task = Assert.Single((await (await laboratory.GetAsync("/api/tasks?process=quarantine", Stop)).JsonAsync())
            .GetProperty("items").EnumerateArray());
        var (path, revision) = ($"/api/tasks/{task.GetProperty("id").GetGuid():D}/complete", task.GetProperty("revision").GetInt32());

        // Refused as it stands, so that what is left sound by a mutation is refused as well.
        var sound = CompletionDoors.Completion("ProposeLift", """{"findingCode":"no-fault-found","unitsInspected":false}""", revision);
        var before = await DatabaseContent.ReadAsync(SignalIntakeTests.Sqlite(server), Stop);
        var statuses = new SortedDictionary<HttpStatusCode, int>();
        for (var seed = 1; seed <= OverHttp; seed++)
        {
            var dice = new Dice((ulong)seed);
            using var content = new ByteArrayContent(CompletionDoors.Doubled(dice, Mutation.Of(dice, sound)));
            content.Headers.ContentType = new("application/json");
            var answer = await laboratory.PostAsync(path, content, Stop);
            Assert.True(
                (int)answer.StatusCode is >= 400 and < 500, $"seed {seed}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
            statuses[answer.StatusCode] = statuses.GetValueOrDefault(answer.StatusCode) + 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.Select(s => $"{(int)s.Key}: {s.Value}")));
        Assert.True(statuses.Count > 1, "the mutations do not try much");
        var after = await DatabaseContent.ReadAsync(SignalIntakeTests.Sqlite(server), Stop);
        Assert.Subset(new HashSet<string>(["audit_rows", "commit_counter"]), DatabaseContent.TablesGrown(before, after).ToHashSet());
        Assert.All(before.Except(after), r => Assert.StartsWith("commit_counter:", r, StringComparison.Ordinal));
    }
}
