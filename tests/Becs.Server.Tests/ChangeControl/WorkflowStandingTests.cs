using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Server.ChangeControl;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>What the page around the designer says of a version or a draft, and at which step a problem stands.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public class WorkflowStandingTests(ChangeServer server) : IClassFixture<ChangeServer>
{
    [Fact]
    public async Task Draft_WhenLabelVerificationIsTakenOut_ThenTheProblemStandsAtTheRelease()
    {
        await server.BeginAsync("own1", "component-release");
        var draft = JsonNode.Parse((await server.SendAsync(
            "own1", HttpMethod.Get, "/elsa/api/workflow-definitions/by-definition-id/component-release?versionOptions=Latest")).GetRawText())!.AsObject();
        Assert.Equal("Your draft. Nothing changed: it would be version 1 of component-release again, byte for byte.",
            Sentence(await StandingAsync("own1", "component-release")));
        Drop(draft["root"]!.AsObject(), "Verify", "Release");
        await server.SaveAsync("own1", draft);

        var unsafeDraft = await StandingAsync("own1", "component-release");

        var problem = Assert.Single(unsafeDraft.GetProperty("problems").EnumerateArray());
        Assert.Equal("Release", problem.GetProperty("stepId").GetString());
        Assert.Contains("a second person verified", problem.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("Made from version 1. Problems: 1.", Sentence(unsafeDraft), StringComparison.Ordinal);
        using var others = await server.TrySendAsync("val1", HttpMethod.Get, "/api/workflows/component-release/standing");
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
    }

    [Fact]
    public async Task Standing_WhenAVersionGoesItsWay_ThenEachStateIsSaid()
    {
        const string Id = "standing-life";
        await server.SaveAsync("own1", ChangeServer.Definition(Id));
        Assert.Contains("nothing: the first version", Sentence(await StandingAsync("own1", Id)), StringComparison.Ordinal);
        var change = await server.SubmitAsync("own1", Id);
        Assert.Contains("Version 1: in review. Change CR-", Sentence(await StandingAsync("val1", Id, 1)), StringComparison.Ordinal);
        var id = change.GetProperty("id").GetGuid();
        await server.StepAsync("val1", id, "review", "reviewed", new { accept = true });
        await server.StepAsync("qa1", id, "approve", "approved", new { effectiveFrom = server.Clock.GetUtcNow().AddHours(2) });

        var approved = await StandingAsync("own1", Id, 1);
        Assert.Contains("Version 1: approved", Sentence(approved), StringComparison.Ordinal);
        Assert.Contains("Takes effect", Sentence(approved), StringComparison.Ordinal);
        Assert.Equal($"/changes/{id:D}", approved.GetProperty("changeUrl").GetString());
        server.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Contains("Version 1: in effect. Change", Sentence(await StandingAsync("own1", Id, 1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$.root.activities[0].text", "A")]
    [InlineData("$.root.activities[1].body.activities[0]['text'].expression", "C")]
    [InlineData("$.root.activities[1].items", "B")]
    [InlineData("$.root.connections[0]", null)]
    [InlineData("$.root.activities[9].text", null)]
    [InlineData("$.name", null)]
    [InlineData("nonsense", null)]
    public void StepAt_WhenAPathIsGiven_ThenNamesTheInnermostStep(string path, string? expected)
    {
        var definition = JsonNode.Parse("""
            { "name": "n", "root": { "id": "R", "type": "Elsa.Flowchart", "connections": [{}], "activities": [
              { "id": "A", "type": "Elsa.WriteLine", "text": { "expression": { "type": "Literal" } } },
              { "id": "B", "type": "Elsa.ForEach", "items": {}, "body": { "id": "S", "type": "Elsa.Sequence", "activities": [
                { "id": "C", "type": "Elsa.WriteLine", "text": { "expression": {} } } ] } } ] } }
            """)!.AsObject();

        Assert.Equal(expected, WorkflowStandings.StepAt(definition, path));
    }

    private Task<JsonElement> StandingAsync(string user, string definitionId, int? version = null) => server.SendAsync(
        user, HttpMethod.Get, $"/api/workflows/{definitionId}/standing{(version is null ? "" : $"?version={version}")}");

    private static string Sentence(JsonElement standing) => standing.GetProperty("sentence").GetString()!;

    /// <summary>Takes a step out and leads what led to it elsewhere.</summary>
    private static void Drop(JsonObject flow, string step, string target)
    {
        var steps = flow["activities"]!.AsArray();
        steps.Remove(steps.First(a => a!["id"]!.GetValue<string>() == step));
        foreach (var arrow in flow["connections"]!.AsArray().ToList())
        {
            if (arrow!["source"]!["activity"]!.GetValue<string>() == step)
            {
                flow["connections"]!.AsArray().Remove(arrow);
            }
            else if (arrow["target"]!["activity"]!.GetValue<string>() == step)
            {
                arrow["target"]!["activity"] = target;
            }
        }
    }
}
