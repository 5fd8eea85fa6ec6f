using System.Text.Json.Nodes;
using Becs.Activities.Tests.Bank;
using Becs.Activities.Tests.Proving;
using Becs.Activities.Tests.Workflows;
using Becs.Workflows.Migrating;
using Becs.Workflows.State;

namespace Becs.Activities.Tests.Migrating;

/// <summary>A bag at the verification of its label, and versions it can or cannot go over to.</summary>
public sealed class InstanceMigratorTests : IAsyncLifetime
{
    private static readonly DateTime _now = new(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly WorkflowStateSerializer _serializer = new();
    private WorkflowState _state = null!;
    private IReadOnlyDictionary<string, StepDone> _done = null!;

    public async ValueTask InitializeAsync()
    {
        var bank = new FlowBank("donor-eligibility", "collection", "donation-testing", "component-manufacture");
        bank.Add(new Draft("component-release").Build().Compile(Shipped.Registry));
        var donation = await bank.CollectedAsync(await bank.Rooms.RegisterAsync());
        await bank.TestAsync(donation, "R");
        var unit = Assert.Single(await bank.MakeAsync(donation, redCellsOnly: true));
        await bank.PrintAsync(unit);
        _state = bank.Instances.Single(s => s.CorrelationId == unit.Id.Value.ToString("D") && s.DefinitionId == "component-release");
        _done = DoneSteps.Of(bank.Bursts.Where(b => b.State?.InstanceId == _state.InstanceId).Select(b => b.Journal), []);
        Assert.Equal("Verify", _state.Bookmarks[0].ActivityId);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Migrate_WhenTheStepHasAnotherId_ThenThePlanMustNameItAndEverythingElseStays()
    {
        var renamed = new Action<Draft>(d => Rename(d, "Verify", "VerifyLabel"));
        Assert.Equal("StepGone:Verify", Why(renamed));

        var migrator = Migrator(renamed, ("Verify", "VerifyLabel"));
        var result = migrator.Migrate(_state, ["verify-label.v1"], ["Print"], _done, _now);

        Assert.Empty(result.Refusals);
        var gone = result.State!;
        Assert.All(gone.Bookmarks, b => Assert.Equal("VerifyLabel", b.ActivityId));
        Assert.Equal(_state.Bookmarks.Select(b => (b.Id, b.Hash, b.DueAt, b.CallbackMethodName)), gone.Bookmarks.Select(b => (b.Id, b.Hash, b.DueAt, b.CallbackMethodName)));
        Assert.Equal((2, _state.Sequence + 1, _now), (gone.Version, gone.Sequence, gone.UpdatedAt));
        Assert.NotEqual(_state.PackageHash, gone.PackageHash);
        Assert.Equal(_state.Variables, gone.Variables);

        var back = InstanceMigrator.TakeBack(_state, gone, _now);
        var (now, before) = (JsonNode.Parse(_serializer.Serialize(back))!.AsObject(), JsonNode.Parse(_serializer.Serialize(_state))!.AsObject());
        foreach (var counter in new[] { "sequence", "updatedAt" })
        {
            Assert.True(now.Remove(counter) && before.Remove(counter));
        }

        Assert.True(JsonNode.DeepEquals(before, now));
    }

    [Theory]
    [InlineData("wait", "WaitChanged:Verify")]
    [InlineData("type", "StepRetyped:Verify")]
    [InlineData("form", "FormChanged:verify-label.v1")]
    [InlineData("variable", "ValueGone:unitId")]
    [InlineData("variableType", "ValueRetyped:unitId")]
    [InlineData("input", "InputMissing:more")]
    [InlineData("script", "ResultsNotKept")]
    public void Migrate_WhenTheVersionDoesNotFit_ThenStaysAsItIsWithTheReason(string edit, string reason)
    {
        var before = _serializer.Serialize(_state);
        Assert.Equal(reason, Why(d => Edit(d, edit)));
        Assert.Equal(before, _serializer.Serialize(_state));
    }

    [Fact]
    public void Migrate_WhenNothingItHoldsIsTouched_ThenGoesOverAndNewVariablesHaveTheirDefaults()
    {
        var migrator = Migrator(d =>
        {
            ((JsonArray)d.Definition["variables"]!).Add(new JsonObject
            { ["id"] = "v-new", ["name"] = "checks", ["typeName"] = "Int32", ["value"] = 7 });
            d["Print"]["dueIn"] = Draft.Literal("09:00:00", "TimeSpan");
        });

        var result = migrator.Migrate(_state, ["verify-label.v1"], ["Print"], _done, _now);

        Assert.Empty(result.Refusals);
        Assert.Equal("7", result.State!.Variables["v-new"]?.ToString());
        Assert.Equal(_state.Variables.Count + 1, result.State.Variables.Count);
    }

    [Fact]
    public void Migrate_WhenAPersonDidTheStepUnderAnotherName_ThenStays() => Assert.Equal(
        ["DoneUnderAnotherName:Print"],
        Migrator(d => Rename(d, "Print", "PrintLabel"), ("Print", "PrintLabel")).Migrate(_state, [], ["Print"], _done, _now).Refusals.Select(r => r.ToString()));

    /// <summary>A second check of the label: a bag before its place gets it, one behind it stays unless the plan says why it may pass it by.</summary>
    [Fact]
    public void Migrate_WhenTheSiteAddsACheck_ThenABagBehindItsPlaceStaysUnlessThePlanSaysSo()
    {
        Action<Draft> Check(string after, string outcome) => d =>
        {
            d.Ask("SecondCheck");
            d.Between(after, outcome, "SecondCheck", "Seen");
        };

        Assert.Equal("", Why(Check("Verify", "Verified")));
        Assert.Equal("WouldPassBy:SecondCheck", Why(Check("Print", "Printed")));
        Assert.Equal("WouldPassBy:SecondCheck", Why(Check("Evaluate", "Clear")));
        Assert.Equal("", Why(Check("Evaluate", "Blocked")));
        Assert.Equal("", string.Join(' ', Migrator(Check("Print", "Printed"), ["SecondCheck"]).Migrate(_state, ["verify-label.v1"], [], _done, _now).Refusals));

        // What the proof demands is never passed by, whatever a plan says: here one that was not done.
        var demanded = Migrator(_ => { }, ["Print"]);
        Assert.StartsWith("'Print' is never passed by: ", Assert.Single(demanded.Problems), StringComparison.Ordinal);
        var unprinted = _done.Where(d => d.Key != "Print").ToDictionary(d => d.Key, d => d.Value);
        Assert.Equal("WouldPassBy:Print", string.Join(' ', demanded.Migrate(_state, ["verify-label.v1"], [], unprinted, _now).Refusals));
    }

    [Fact]
    public void Migrate_WhenItIsAChildOrRunsAnotherPackage_ThenStays()
    {
        var json = _serializer.Serialize(_state);
        var other = _serializer.Deserialize(json.Replace(_state.PackageHash, new string('0', 64), StringComparison.Ordinal));
        Assert.Equal("NotThere", Why(_ => { }, other));
        var node = JsonNode.Parse(json)!;
        node["parent"] = new JsonObject { ["instanceId"] = "p", ["bookmarkId"] = "b" };
        Assert.Equal("IsChild", Why(_ => { }, _serializer.Deserialize(node.ToJsonString())));
    }

    [Fact]
    public void Problems_WhenThePlanIsNoPlan_ThenEachIsSaid()
    {
        var migrator = Migrator(_ => { }, ("Nowhere", "Verify"), ("Verify", "Gone"), ("Print", "Release"), ("Release", "Release"));

        Assert.Equal(
            ["Version 1 has no step 'Nowhere'.", "'Print' is a Becs.PrintLabel version 1, 'Release' a Becs.ReleaseComponent version 1.",
                "Version 2 has no step 'Gone'.", "'Release' is named for more than one step."],
            migrator.Problems);
    }

    private string Why(Action<Draft> edit, WorkflowState? state = null) =>
        string.Join(' ', Migrator(edit).Migrate(state ?? _state, ["verify-label.v1"], [], _done, _now).Refusals);

    private static InstanceMigrator Migrator(Action<Draft> edit, params (string From, string To)[] mapping) => Migrator(edit, [], mapping);

    private static InstanceMigrator Migrator(Action<Draft> edit, string[] passesBy, params (string From, string To)[] mapping)
    {
        var second = new Draft("component-release");
        second.Definition["version"] = 2;
        edit(second);
        return new InstanceMigrator(
            new Draft("component-release").Build(), second.Build(), Shipped.Registry, mapping.ToDictionary(m => m.From, m => m.To), passesBy,
            ShippedProofTests.Obligations);
    }

    private static void Edit(Draft draft, string what)
    {
        var variable = draft.Definition["variables"]!.AsArray().OfType<JsonObject>().First(v => v["name"]!.ToString() == "unitId");
        switch (what)
        {
            case "wait":
                draft["Verify"]["escalateAfter"] = Draft.Literal("09:00:00", "TimeSpan");
                break;
            case "type":
                draft["Verify"]["type"] = "Becs.PrintLabel";
                foreach (var arrow in draft.Arrows.OfType<JsonObject>().Where(a => a["source"]!["activity"]!.ToString() == "Verify").ToList())
                {
                    draft.Arrows.Remove(arrow);
                }

                foreach (var (port, target) in draft.Arrows.OfType<JsonObject>().Where(a => a["source"]!["activity"]!.ToString() == "Print")
                    .Select(a => (a["source"]!["port"]!.ToString(), a["target"]!["activity"]!.ToString())).ToList())
                {
                    draft.Connect("Verify", port, target == "Verify" ? "Release" : target);
                }

                break;
            case "form":
                draft.Forms["verify-label.v1"]["description"] = "Another form";
                break;
            case "variable":
                variable["id"] = "v-other";
                break;
            case "variableType":
                variable["typeName"] = "Int64";
                break;
            case "input":
                draft.Definition["inputs"] = new JsonArray(new JsonObject { ["name"] = "more", ["type"] = "String" });
                break;
            case "script":
                draft["Release"]["instructionsKey"] = Draft.Script("getOutputFrom('Evaluate', 'x')");
                break;
        }
    }

    private static void Rename(Draft draft, string from, string to)
    {
        draft[from]["id"] = to;
        foreach (var end in draft.Arrows.OfType<JsonObject>().SelectMany(a => new[] { a["source"]!, a["target"]! }).Where(e => e["activity"]!.ToString() == from))
        {
            end["activity"] = to;
        }
    }
}
