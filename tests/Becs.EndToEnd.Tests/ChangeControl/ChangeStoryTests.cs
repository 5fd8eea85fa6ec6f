using System.Globalization;
using System.Text.RegularExpressions;
using Becs.Domain.Shared;
using Becs.EndToEnd.Tests.Designer;
using Becs.EndToEnd.Tests.Walk;
using Becs.Persistence.ReadModel;
using Becs.Server.Hosting;
using Becs.Server.Simulation;
using Becs.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.ChangeControl;

/// <summary>
/// A change from the designer to the first bag under it, in a real browser: its author draws a second check before release, the validator
/// reads the evidence and gives it back once, quality assurance signs it for a time to come; what runs stays where it is. Then the author
/// tries to take the label verification out, and is shown the way a bag would take without it.
/// </summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed partial class ChangeStoryTests : IAsyncLifetime
{
    private const string Process = "component-release";
    private const string Zone = "America/New_York";
    private const int InFlight = 12;
    private const int Past = 2;

    /// <summary>The second submission is a version of its own; the first was version 2.</summary>
    private const int Accepted = 3;
    private readonly Dictionary<string, Person> _people = new(StringComparer.Ordinal);
    private WalkServer _server = default!;
    private SeededBlood _blood = default!;
    private StaffApi _api = default!;
    private IPlaywright _playwright = default!;
    private IBrowser _browser = default!;
    private PageJudge _judge = default!;
    private StudioPage _studio = default!;
    private string _second = "";
    private string _change = "";
    private int _bags;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Needs.FullRun();
        var chromium = Needs.Chromium();
        _server = await WalkServer.StartAsync();
        _blood = new SeededBlood(_server.Services);
        _api = new StaffApi(
            new HttpClient { BaseAddress = new Uri(_server.Address) }, "NOR", DemoData.Password, _server.Services.GetRequiredService<IIdGenerator>());
        _judge = new PageJudge(_server.Address);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(20_000);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"],
        });
        _studio = new StudioPage(await PageAsync(2600, 1300), _server.Address);
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
            _api?.Dispose();
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Change_WhenDrawnReviewedAndSigned_ThenItTakesEffectAtItsTimeAndAnUnsafeOneIsStopped()
    {
        try
        {
            await BagsAsync(Past);
            await EndAsync();
            await BagsAsync(InFlight);

            await DrawAsync();
            await SubmitAsync();
            await CannotSubmitTwiceAsync();
            await GiveBackAsync();
            await MendAsync();
            await AcceptAsync();
            await ApproveAsync();
            await TakeEffectAsync();
            await EndAsync();
            Assert.Equal(InFlight + Past + 1, await CountAsync(1, WorkflowSubStatus.Finished));

            await TakeVerificationOutAsync();
        }
        catch
        {
            await _studio.PictureAsync("end");
            foreach (var person in _people.Values)
            {
                await _judge.PictureAsync(person.Page, "end-" + person.User);
            }

            throw;
        }

        Assert.True(_judge.Problems.Count == 0, string.Join(Environment.NewLine, _judge.Problems));
        Assert.Empty(_studio.Problems);
    }

    /// <summary>Draws a second look at the blockers between the verified label and the release.</summary>
    private async Task DrawAsync()
    {
        await _studio.Page.GotoAsync("/designer");
        await _studio.SignInAsync("own1");
        await _studio.Page.GetByText("Component release", new() { Exact = true }).First.WaitForAsync();
        await BeginAsync();
        await _studio.FitAsync();
        _second = await _studio.DropAsync("Quarantine", "Evaluate Release", 1000, 640);
        await _studio.ScriptAsync("Unit Id", "getVariable('unitId')");
        await _studio.DisconnectAsync("Verify", "Verified", "Release");
        await _studio.ConnectAsync("Verify", "Verified", _second);
        await _studio.ConnectAsync(_second, "Clear", "Release");
        await _studio.ConnectAsync(_second, "Blocked", "ReviewBlocked");
        await _studio.ConnectAsync(_second, "Unsuitable", "Discard");
        await _studio.ConnectAsync(_second, "Ended", "LeftQuarantine");
        Assert.True(await _studio.SavedAsync(sent => sent["root"]!["activities"]!.AsArray()
            .Single(a => a!["id"]!.GetValue<string>() == _second)!["unitId"]?["expression"]?["value"]?.GetValue<string>() == "getVariable('unitId')"));
        await _studio.PictureAsync("second-check");
    }

    private async Task SubmitAsync()
    {
        await RunScenariosAsync();
        var own = await PersonAsync("own1");
        await own.GoAsync($"/changes/new?definition={Process}", "submit");
        await own.TypeAsync("#submit-reason", "Look at the blockers once more before the release.");
        await own.TypeAsync("#submit-requirements", "URS-REL-007");
        await SubmitSignedAsync(own);
    }

    private async Task SubmitSignedAsync(Person own)
    {
        await own.PressAsync(own.Page.GetByRole(AriaRole.Button, new() { Name = "Sign and submit" }));
        await own.SignAsync(DemoData.Password);
        await own.AtAsync("/changes/[0-9a-f-]{36}");
        _change = new Uri(own.Page.Url).AbsolutePath;
    }

    /// <summary>What the person has under review is decided first: no second form is offered.</summary>
    private async Task CannotSubmitTwiceAsync()
    {
        var own = await PersonAsync("own1");
        await own.GoAsync($"/changes/new?definition={Process}");
        await own.SeesAsync("is in review. It is decided or withdrawn before this draft can be submitted.");
        await Assertions.Expect(own.Page.Locator("#submit-reason")).ToHaveCountAsync(0);
    }

    private async Task GiveBackAsync()
    {
        var val = await PersonAsync("val1");
        await val.GoAsync(_change, "change");
        foreach (var part in new[] { "#difference", "#proof", "#scenarios", "#replay", "#graph", "#in-flight" })
        {
            await Assertions.Expect(val.Page.Locator(part)).ToBeVisibleAsync();
        }

        await val.SeesAsync("New step");
        await val.SeesAsync($"{InFlight}");
        await Assertions.Expect(val.Page.GetByRole(AriaRole.Button, new() { Name = "Accept" })).ToBeDisabledAsync();
        await val.SeesAsync("Locked: no scenario shows");
        await val.TypeAsync("#decision-comment", "A bag blocked at the second look waits like any other; no review at once.");
        await val.PressAsync(val.Page.GetByRole(AriaRole.Button, new() { Name = "Give back" }));
        await val.SignAsync(DemoData.Password);
        await val.SeesAsync("A bag blocked at the second look waits");
        await Assertions.Expect(val.Page.GetByRole(AriaRole.Button, new() { Name = "Give back" })).ToHaveCountAsync(0);
    }

    /// <summary>The author draws it as the validator said, submits it again and signs for what no scenario shows.</summary>
    private async Task MendAsync()
    {
        await _studio.OpenEditorAsync(Process);
        await _studio.DisconnectAsync(_second, "Blocked", "ReviewBlocked");
        await _studio.ConnectAsync(_second, "Blocked", "Evaluate");

        // The designer's button leads to the request that was given back, not to a second one.
        await SubmitButtonAsync();
        await Assertions.Expect(_studio.Page.Locator("#submit-reason")).ToHaveValueAsync("Look at the blockers once more before the release.");

        var own = await PersonAsync("own1");
        await own.GoAsync(_change, "given-back");
        await own.PressAsync(own.Page.GetByRole(AriaRole.Link, new() { Name = "Submit again" }));
        await Assertions.Expect(own.Page.Locator("#submit-reason")).ToHaveValueAsync("Look at the blockers once more before the release.");
        await SubmitSignedAsync(own);

        await own.PressAsync(own.Page.GetByRole(AriaRole.Button, new() { Name = "Choose all" }));
        await own.TypeAsync("#gap-text", "The second look answers like the first, whose scenarios show every outcome.");
        await own.PressAsync(own.Page.GetByRole(AriaRole.Button, new() { Name = "Sign the justification" }));
        await own.SignAsync(DemoData.Password);
        await Assertions.Expect(own.Page.Locator("#gap-text")).ToHaveCountAsync(0);
        await Assertions.Expect(own.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        Assert.Equal(403, await _server.StatusAsync("own1", $"/api{_change}/approve", await SignatureAsync("own1", "approved")));
    }

    private async Task AcceptAsync()
    {
        var val = await PersonAsync("val1");
        await val.GoAsync(_change);
        await Assertions.Expect(val.Page.GetByRole(AriaRole.Button, new() { Name = "Accept" })).ToBeEnabledAsync();
        await val.PressAsync(val.Page.GetByRole(AriaRole.Button, new() { Name = "Accept" }));
        await val.SignAsync(DemoData.Password);
        await val.SeesAsync("an approver who neither wrote nor reviewed it");
        await Assertions.Expect(val.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
    }

    private async Task ApproveAsync()
    {
        var quality = await PersonAsync("qa1");
        await ReplayedAsync();
        await quality.GoAsync(_change);
        await quality.SeesAsync($"Of {Past} past cases 0 would go another way");
        await quality.Page.FillAsync("#decision-from", TimeZoneInfo.ConvertTimeFromUtc(_server.NowAt.AddMinutes(60), TimeZoneInfo.FindSystemTimeZoneById(Zone))
            .ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        await quality.PressAsync(quality.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }));
        await quality.SignAsync(DemoData.Password);
        await Assertions.Expect(quality.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true })).ToHaveCountAsync(0);
    }

    /// <summary>Before its time the version in use starts, from its time on the new one; what runs stays.</summary>
    private async Task TakeEffectAsync()
    {
        await BagsAsync(1);
        Assert.Equal((Past + InFlight + 1, 0), (await CountAsync(1), await CountAsync(Accepted)));
        await _server.AdvanceAsync(61);
        await BagsAsync(1);
        Assert.Equal((Past + InFlight + 1, 1), (await CountAsync(1), await CountAsync(Accepted)));
    }

    private async Task TakeVerificationOutAsync()
    {
        await BeginAsync();
        await _studio.ConnectAsync("Print", "Printed", _second);

        // Nobody presses save, and Auto-save is off: what is drawn is what is submitted.
        await _studio.RemoveAsync("Verify");
        await _studio.PictureAsync("without-verification");
        await SubmitButtonAsync();

        var own = await PersonAsync("own1");
        await own.GoAsync($"/changes/new?definition={Process}", "unsafe");
        await own.SeesAsync("A bag is released only with a label a second person verified since it was last printed.");
        await own.SeesAsync("Print the label");
        await Assertions.Expect(own.Page.GetByText("Second person verifies")).ToHaveCountAsync(0);
        await Assertions.Expect(own.Page.Locator("#way-0, [id^=way-]").First).ToBeVisibleAsync();
        await Assertions.Expect(own.Page.GetByRole(AriaRole.Button, new() { Name = "Sign and submit" })).ToHaveCountAsync(0);
    }

    /// <summary>Opens the version in use and begins a draft of it.</summary>
    private async Task BeginAsync()
    {
        await _studio.OpenEditorAsync(Process);
        await _studio.Page.GetByText("read-only mode").First.WaitForAsync();
        await _studio.Page.ClickAsync("#becs-draft");
        await _studio.Page.GetByText("Auto-save").First.WaitForAsync();
        await _studio.DrawnAsync();
        await _studio.Page.Locator(".mud-switch input").First.ClickAsync();
    }

    /// <summary>The designer's other button to the same page: what is drawn is run at once, and its results stand in view.</summary>
    private async Task RunScenariosAsync()
    {
        await _studio.Page.ClickAsync("#becs-scenarios");
        await Assertions.Expect(_studio.Page.Locator("#scenarios")).ToBeInViewportAsync(new() { Timeout = StudioPage.Patience });
        await Assertions.Expect(_studio.Page.GetByText("Release by signature: Released").First).ToBeVisibleAsync();
        await _studio.PictureAsync("scenarios-run");
    }

    private async Task SubmitButtonAsync()
    {
        await _studio.Page.ClickAsync("#becs-submit");
        await Assertions.Expect(_studio.Page).ToHaveURLAsync(new Regex("/changes/new"), new() { Timeout = StudioPage.Patience });
    }
}
