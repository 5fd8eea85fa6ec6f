using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Becs.EndToEnd.Tests.Walk;
using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.Designer;

/// <summary>
/// The genuine Elsa Studio on our server, in a real browser: a process owner reads a workflow in use, edits a draft of it and finds it again
/// with nothing else changed; a running case is seen with its journal. One sign-in, no request to another host.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed class StudioTests : IAsyncLifetime
{
    private const string Owner = "own1";
    private const string Script = "getVariable('holdId')";

    private WalkServer _server = default!;
    private IPlaywright _playwright = default!;
    private IBrowser _browser = default!;
    private StudioPage _studio = default!;

    public async ValueTask InitializeAsync()
    {
        Needs.FullRun();
        var chromium = Needs.Chromium();
        _server = await WalkServer.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"],
        });
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = _server.Address,
            ViewportSize = new() { Width = 1700, Height = 1000 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        _studio = new StudioPage(await context.NewPageAsync(), _server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            _playwright.Dispose();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Studio_WhenAnOwnerEditsADraftAndLooksAtACase_ThenTheEditIsThereNothingElseChangedAndTheJournalIsSeen()
    {
        try
        {
            await EditAsync();
            await WatchAsync();
        }
        catch
        {
            await _studio.PictureAsync("end");
            throw;
        }

        Assert.Empty(_studio.Problems);
    }

    private async Task EditAsync()
    {
        await _studio.Page.GotoAsync("/designer");
        await _studio.SignInAsync(Owner);
        await _studio.Page.GetByText("Quarantine", new() { Exact = true }).First.WaitForAsync();
        await _studio.PictureAsync("definitions");

        // A version in use is read-only; its author-to-be begins a draft.
        await _studio.OpenEditorAsync("quarantine");
        await _studio.Page.GetByText("read-only mode").First.WaitForAsync();
        await _studio.PictureAsync("in-use");
        var shipped = await DefinitionAsync("val1");
        await _studio.Page.ClickAsync("#becs-draft");
        await _studio.Page.GetByText("Auto-save").First.WaitForAsync();
        await _studio.DrawnAsync();
        await _studio.Page.Locator(".mud-switch input").First.ClickAsync();
        var before = await DefinitionAsync(Owner);
        Assert.True(JsonNode.DeepEquals(shipped["root"], before["root"]));

        // From the toolbox, with its choices, an expression and an arrow.
        var added = await _studio.DropAsync("Quarantine", "Place Hold", 300, 380);
        Assert.StartsWith("M12 1.5l8.5", await _studio.Toolbox("Place Hold").Locator("svg path").First.GetAttributeAsync("d"), StringComparison.Ordinal);
        Assert.Equal(["Donation", "Donor", "Lot", "Unit"], await _studio.ChooseAsync("Scope", "Donation"));
        await _studio.ScriptAsync("Scope Id", Script);
        await _studio.ConnectAsync("Correlate", "Done", added);
        Assert.True(await _studio.SavedAsync(sent => sent.ToJsonString().Contains("holdId", StringComparison.Ordinal)
            && Activity(sent, added)["scopeId"]?["expression"]?["value"]?.GetValue<string>() == Script));
        await _studio.PictureAsync("edited");

        // It is there after a reload, and nothing else changed.
        await _studio.Page.ReloadAsync();
        await _studio.Page.Locator($".x6-node[data-cell-id='{added}']").WaitForAsync();
        await _studio.PictureAsync("reloaded");
        var after = await DefinitionAsync(Owner);
        var activity = Activity(after, added);
        Assert.Equal("Becs.PlaceHold", activity["type"]!.GetValue<string>());
        Assert.Equal("Donation", activity["scope"]!["expression"]!["value"]!.GetValue<string>());
        Assert.Equal(("JavaScript", Script),
            (activity["scopeId"]!["expression"]!["type"]!.GetValue<string>(), activity["scopeId"]!["expression"]!["value"]!.GetValue<string>()));
        after["root"]!["activities"]!.AsArray().Remove(activity);
        var arrows = after["root"]!["connections"]!.AsArray();
        arrows.Remove(Assert.Single(arrows, c => c!["target"]!["activity"]!.GetValue<string>() == added));
        Assert.True(JsonNode.DeepEquals(before, after), $"{before.ToJsonString()}\n{after.ToJsonString()}");

        // Publishing keeps it as a draft, and Studio says so.
        await _studio.Page.Locator(".mud-toolbar").First.Locator("button:visible").Nth(4).ClickAsync();
        await Assertions.Expect(_studio.Page.Locator(".mud-snackbar").First).ToContainTextAsync("Kept as a draft: needs an approved change", new() { Timeout = StudioPage.Patience });
        await Assertions.Expect(_studio.Notice).ToContainTextAsync("Kept as a draft: needs an approved change", new() { Timeout = StudioPage.Patience });
        await _studio.PictureAsync("publish");
        Assert.True(JsonNode.DeepEquals(shipped, await DefinitionAsync("val1")));
    }

    private async Task WatchAsync()
    {
        var donor = await _server.PostAsync("reg1", "/api/donors", new JsonObject
        {
            ["familyName"] = "Tester",
            ["givenName"] = "Vera",
            ["birthDate"] = "1990-03-04",
            ["sex"] = "F",
        });
        await _server.PostAsync("reg1", "/api/visits", new JsonObject { ["donorId"] = donor["id"]!.DeepClone(), ["donationType"] = "whole-blood" });
        await _server.AdvanceAsync(1);

        await _studio.Page.GotoAsync("/designer/workflows/instances");
        var row = _studio.Page.Locator(".mud-table-row").Filter(new() { HasText = "Donor eligibility" }).Filter(new() { HasText = "Suspended" });
        await row.WaitForAsync();
        await _studio.PictureAsync("instances");
        await row.Locator("td").Nth(1).ClickAsync();
        await Assertions.Expect(_studio.Page).ToHaveURLAsync(new Regex("/view$"));
        await _studio.DrawnAsync();
        await _studio.Page.GetByText("Identify Donor - Suspended").First.WaitForAsync();
        await _studio.Page.GetByText("Correlate - Completed").First.WaitForAsync();
        await _studio.PictureAsync("case");
    }

    private async Task<JsonObject> DefinitionAsync(string user) =>
        (await _server.GetAsync(user, "/elsa/api/workflow-definitions/by-definition-id/quarantine")).AsObject();

    private static JsonObject Activity(JsonNode definition, string id) =>
        definition["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == id)!.AsObject();
}
