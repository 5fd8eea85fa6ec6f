using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.Screens;

/// <summary>Every page in a real browser: accessible, translated, self-contained, usable with the keyboard.</summary>
public sealed partial class ScreenTests : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>Set BECS_SCREENSHOTS to a folder to keep pictures of every page.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("BECS_SCREENSHOTS");
    private readonly SampleData _data = new();
    private readonly List<string> _problems = [];
    private WebApplication _host = default!;
    private IPlaywright _playwright = default!;
    private IBrowser _browser = default!;
    private string _address = "";

    private static (string Name, string Path)[] Pages =>
    [
        ("tasks", "/tasks"), ("task", $"/tasks/{SampleData.Id}"), ("task-untrained", $"/tasks/{SampleData.Untrained}"), ("donors", "/donors"), ("donor", $"/donors/{SampleData.Id}"),
        ("donations", "/donations"), ("donation", $"/donations/{SampleData.Din}"), ("units", "/units"),
        ("unit", $"/units/{SampleData.Din}/{SampleData.Product}"), ("instance", $"/workflow-instances/{SampleData.Id}"),
        ("workflows", "/workflows"), ("workflow", "/workflows/component-release"), ("incidents", "/incidents"), ("audit", "/audit"), ("integrity", "/integrity"), ("time-machine", "/time-machine"),
        ("past-instance", $"/workflow-instances/{SampleData.Id}/at?time=2026-06-10T14:00:00Z"), ("past-unit", $"/units/{SampleData.Din}/{SampleData.Product}/at?time=2026-06-10T14:00:00Z"),
        ("accounts", "/accounts"), ("account", $"/accounts/{SampleData.Id}"), ("new-account", "/accounts/new"), ("profile", "/profile"),
        ("order", $"/orders/{SampleData.Id}"), ("patients", "/patients"), ("patient", $"/patients/{SampleData.Id}"), ("changes", "/changes"),
        ("change", $"/changes/{SampleData.Id}"), ("replay-case", $"/changes/{SampleData.Id}/replay/{SampleData.Id}"), ("submit-change", "/changes/new?definition=component-release"),
        ("submit-broken", "/changes/new?definition=broken"), ("vendor-version", $"/vendor-versions/{SampleData.Id}"), ("not-found", "/not-found"),
        ("platform", "/platform"), ("platform-case", $"/platform-cases/{SampleData.Id}"),
        ("training", "/training"), ("training-records", "/training-records"), ("training-of", $"/training-records/{SampleData.Id}"), ("training-new", "/training-records/new"), ("training-gates", "/training-records/gates"), ("parts", "/workflows/component-release/parts?part=verify-label.v1"), ("parts-table", $"/workflow-drafts/{SampleData.Id}?part=bag-limits"),
    ];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium) || Environment.GetEnvironmentVariable("CI") is not null, "Chromium is not installed.");
        _host = await ScreenHost.StartAsync(_data);
        _address = _host.Urls.First();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(15_000);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            _playwright.Dispose();
            await _host.DisposeAsync();
        }
    }

    [Fact]
    public async Task SignIn_WhenPasswordIsWrong_ThenSaysSoAndTheRightOneOpensTheTasks()
    {
        var page = await OpenAsync("en");
        await page.GotoAsync("/");
        await JudgeAsync(page, "sign-in");
        await page.Keyboard.TypeAsync("qa1");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("wrong");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await JudgeAsync(page, "sign-in-refused");
        await page.GetByLabel("User name").FillAsync("changed");
        await page.GetByLabel("Password").FillAsync("right");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("AUD-410");
        await JudgeAsync(page, "sign-in-integrity");
        Assert.Contains("422", Assert.Single(_problems), StringComparison.Ordinal); // the browser says what the answer's status was
        _problems.Clear();
        await page.GetByLabel("User name").FillAsync("qa1");
        await page.GetByLabel("Password").FillAsync("right");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tasks" })).ToBeVisibleAsync();
        Assert.Empty(_problems);
    }

    [Fact]
    public async Task EveryPage_WhenLookedAt_ThenAccessibleAndSelfContained()
    {
        var page = await SignedInAsync("en");
        var found = new List<string>();
        foreach (var row in Pages)
        {
            var (name, path) = row;
            await page.GotoAsync(path);
            await Assertions.Expect(page.Locator("main h1").First).ToBeVisibleAsync();
            found.AddRange(await ViolationsAsync(page, name));
        }

        Assert.Empty(found);
        Assert.Empty(_problems);
    }

    [Fact]
    public async Task EveryPage_WhenPseudoLocale_ThenNoPlainEnglishIsLeft()
    {
        var page = await SignedInAsync("qps-ploc");
        foreach (var row in Pages)
        {
            var (name, path) = row;
            await page.GotoAsync(path);
            await Assertions.Expect(page.Locator("main h1").First).ToBeVisibleAsync();
            var labels = await page.Locator("th, label, legend, button, nav a, h2, dt").AllInnerTextsAsync();
            Assert.DoesNotContain(labels.Select(l => l.Trim()), l => l.Length > 3 && l.All(c => char.IsAsciiLetter(c) || c == ' ') && !Sample.Contains(l));
            await PictureAsync(page, "ploc-" + name);
        }
    }

    [Fact]
    public async Task Task_WhenOnlyScannerAndKeyboard_ThenCanBeSignedAndFinished()
    {
        var page = await SignedInAsync("en");
        await page.GotoAsync($"/tasks/{SampleData.Id}");
        await page.Locator("#f-well").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator("#f-haemoglobin").FocusAsync();
        await page.Keyboard.TypeAsync("13.5");
        await page.Locator("#f-bag").FocusAsync();
        await page.Keyboard.TypeAsync("=W12342600000100\n");
        await Assertions.Expect(page.Locator("#f-tube")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState !== 'running')");
        Assert.Empty(await ViolationsAsync(page, "signature"));
        await Assertions.Expect(page.Locator(".signed-record")).ToBeFocusedAsync();
        await page.GetByLabel("Reason").FillAsync("examined");
        await page.GetByLabel("User name").FillAsync("qa1");
        await page.GetByLabel("Password").FillAsync("right");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync(new() { Timeout = 15_000 });
        await PictureAsync(page, "task-finished");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tasks", Exact = true })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.Equal(1, _data.Completed);
    }

    [Fact]
    public async Task Task_WhenItsTrainingIsMissing_ThenSaidBeforeAnythingCanBeFilledIn()
    {
        var page = await SignedInAsync("en");
        await page.GotoAsync($"/tasks/{SampleData.Untrained}");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Open my training" })).ToHaveAttributeAsync("href", "/training");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Version 2 of this workflow asks you to read and acknowledge");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("SOP-7 v3");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Put back" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Accept" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#f-haemoglobin")).Not.ToBeEditableAsync();
    }

    [Fact]
    public async Task Pages_WhenLeftAndComeBackTo_ThenFilterPlaceAndFocusAreKept()
    {
        var page = await SignedInAsync("en");
        await page.GotoAsync("/changes");
        await page.Locator("#changes-state").SelectOptionAsync("Approved");
        await Assertions.Expect(page).ToHaveURLAsync($"{_address}/changes?state=Approved");
        await page.Locator("td a.row-link").First.ClickAsync();
        await Assertions.Expect(page.Locator("#decision")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("#changes-state")).ToHaveValueAsync("Approved");

        // The reason for a lock leads to the place on this page; a dialog left by Escape gives the keyboard back.
        await page.GotoAsync($"/changes/{SampleData.Id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show the gaps" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync($"{_address}/changes/{SampleData.Id}#gaps");
        await Assertions.Expect(page.Locator("#decision")).ToBeVisibleAsync();
        var sign = page.GetByRole(AriaRole.Button, new() { Name = "Sign as second person" });
        await sign.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState !== 'running')");
        await Assertions.Expect(page.Locator(".signed-record")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(sign).ToBeFocusedAsync();

        await page.GotoAsync("/audit");
        await page.FillAsync("#audit-from", "2026-06-11T10:00");
        await page.FillAsync("#audit-to", "2026-06-10T10:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Assertions.Expect(page.Locator("main [role=alert]")).ToContainTextAsync("From has to lie earlier than Before");
        Assert.Empty(_problems);
    }

    [Fact]
    public async Task Parts_WhenOnlyKeyboard_ThenEditedJudgedShownAndKeptUnderTheNextVersion()
    {
        var page = await SignedInAsync("en");
        await page.GotoAsync("/workflows/component-release/parts");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "verify-label.v1" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#part-editor")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#f-expiry")).ToBeVisibleAsync();
        await page.Locator("#part-text").FocusAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync("""{"type":"object","title":"Look","properties":{"n":{"type":"integer","title":"N","least":1}}}""");
        await Assertions.Expect(page.GetByText("$.properties.n.least")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync("""{"type":"object","title":"Look","properties":{"n":{"type":"integer","title":"N","minimum":1}}}""");
        await Assertions.Expect(page.Locator("#f-n")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as verify-label.v2" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "verify-label.v1" })).ToBeVisibleAsync();
        Assert.Equal("verify-label.v2", _data.SavedPart?.Key);
        Assert.Empty(_problems);
    }

    /// <summary>Words that come from the sample records, not from our texts.</summary>
    private static readonly HashSet<string> Sample =
        ["Results", "Vital signs", "Donor", "Pulse", "Haemoglobin", "Left", "Right", "Test", "Result", "Arm", "Accept", "Defer", "Refer to physician", "Quinn Quality", "NOR North Blood Center", "WES West Blood Center", "Title"];

    private async Task<IPage> OpenAsync(string culture)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = _address,
            ViewportSize = new() { Width = 1280, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        await context.AddCookiesAsync([new() { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={culture}|uic={culture}"), Url = _address }]);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _problems.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(_address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _problems.Add("outside: " + request.Url);
            }
        };
        return page;
    }

    private async Task<IPage> SignedInAsync(string culture)
    {
        var page = await OpenAsync(culture);
        await page.GotoAsync("/login");
        await page.FillAsync("#user", "qa1");
        await page.FillAsync("#password", "right");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("nav.side")).ToBeVisibleAsync();
        return page;
    }

    private async Task JudgeAsync(IPage page, string name) => Assert.Empty(await ViolationsAsync(page, name));

    private static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string name)
    {
        await PictureAsync(page, name);
        var axe = await page.RunAxe();
        return axe.Violations.Select(v => $"{name}: {v.Id} x{v.Nodes.Length} {v.Nodes[0].Html}");
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
        }
    }
}
