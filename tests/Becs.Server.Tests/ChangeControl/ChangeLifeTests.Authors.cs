using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Becs.Server.Tests.Hosting;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <content>Whoever's work is in a submission is an author of it, through whatever door it came in.</content>
public partial class ChangeLifeTests
{
    /// <summary>all2 may review and approve, but not what all2 wrote and own2 submits.</summary>
    [Theory]
    [InlineData("begun")]
    [InlineData("reverted")]
    [InlineData("imported")]
    public async Task Review_WhenTheWorkIsTheReviewersOwn_ThenIsRefusedWhoeverSubmitted(string door)
    {
        var definition = "copied-" + door;
        await server.SaveAsync("all2", Definition(definition));
        if (door != "begun")
        {
            await server.ApproveDraftAsync("all2", definition);
            await server.BeginAsync("all2", definition);
            await server.EditAsync("all2", definition, "two");
        }

        if (door == "begun")
        {
            await server.BeginAsync("own2", definition); // nothing is in use yet: what there is is the draft
        }
        else if (door == "reverted")
        {
            var rejected = Id(await server.SubmitAsync("all2", definition));
            await server.StepAsync("val1", rejected, "review", "reviewed", new { accept = false, comment = "No." });
            using var kept = await server.TrySendAsync("own2", HttpMethod.Post, $"/elsa/api/workflow-definitions/{definition}/revert/2", new { });
            Assert.Equal("DSG-425", await kept.CodeAsync());
        }
        else
        {
            using var exported = await server.TrySendAsync("own2", HttpMethod.Get, $"/elsa/api/workflow-definitions/{definition}/export?versionOptions=2");
            var file = JsonNode.Parse(await exported.Content.ReadAsStringAsync(Stop))!.AsObject();
            file["root"]!["activities"]!.AsArray().First(a => a!["id"]!.GetValue<string>() == "Wait")!["timeSpan"]!["expression"]!["value"] = "00:59:00";
            using var imported = await (await server.AsAsync("own2")).PutAsJsonAsync($"/elsa/api/workflow-definitions/{definition}/import", file, Stop);
            Assert.Equal("DSG-425", await imported.CodeAsync());
        }

        var id = Id(await server.SubmitAsync("own2", definition));
        Assert.Equal("CHG-010", await Refused(server.TryAsync("all2", id, "review", "reviewed", new { accept = true }), 403));
        Assert.Equal("CHG-010", await Refused(server.TryAsync("all2", id, "refuse", "refused", new { comment = "No." }), 403));
    }

    [Fact]
    public async Task Review_WhenTheReviewersOwnDraftIsAnother_ThenIsTaken()
    {
        await server.SaveAsync("own2", Definition("own-work"));
        await server.ApproveDraftAsync("own2", "own-work");
        foreach (var person in new[] { "all2", "own2" })
        {
            await server.BeginAsync(person, "own-work");
            await server.EditAsync(person, "own-work", person);
        }

        var id = Id(await server.SubmitAsync("own2", "own-work"));
        await server.StepAsync("all2", id, "review", "reviewed", new { accept = true });
    }

    /// <summary>What a limit begins with is a decision, too: it is kept in a variable as well as in a step.</summary>
    [Theory]
    [InlineData("2", 403)]
    [InlineData("3", 200)]
    public async Task Review_WhenOnlyADefaultIsNew_ThenItsAuthorDoesNotReviewIt(string theirs, int status)
    {
        var definition = "default-" + theirs;
        var first = Definition(definition);
        first["variables"] = Limit("1");
        await server.SaveAsync("own2", first);
        await server.ApproveDraftAsync("own2", definition);
        await LimitAsync("all2", definition, theirs);
        await LimitAsync("own2", definition, "2");

        var id = Id(await server.SubmitAsync("own2", definition));
        using var answer = await server.TryAsync("all2", id, "review", "reviewed", new { accept = true });
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private static JsonArray Limit(string value) =>
        [new JsonObject { ["id"] = "limit", ["name"] = "limit", ["typeName"] = "String", ["isArray"] = false, ["value"] = value, ["storageDriverTypeName"] = null }];

    private async Task LimitAsync(string user, string definition, string value)
    {
        await server.BeginAsync(user, definition);
        var served = JsonNode.Parse((await server.SendAsync(
            user, HttpMethod.Get, $"/elsa/api/workflow-definitions/by-definition-id/{definition}?versionOptions=Latest")).GetRawText())!.AsObject();
        served["variables"] = Limit(value);
        await server.SaveAsync(user, served);
    }
}
