using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Becs.Server.Hosting;
using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.Designer;

/// <summary>Elsa Studio in a browser, by its own markup: unversioned, so the package is pinned.</summary>
internal sealed class StudioPage
{
    /// <summary>Studio starts in seconds on a free machine, in a minute on a busy one.</summary>
    public const int Patience = 60_000;

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("BECS_SCREENSHOTS");

    private readonly IPage _page;
    private int _picture;

    public StudioPage(IPage page, string address)
    {
        _page = page;
        _page.SetDefaultTimeout(Patience);
        page.PageError += (_, error) => Problems.Add("page: " + error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("400 (Bad Request)", StringComparison.Ordinal))
            {
                Problems.Add($"console: {message.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:" + address, StringComparison.Ordinal))
            {
                Problems.Add("outside: " + request.Url);
            }

            if (request.Method == "POST" && request.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal))
            {
                LastSent = request.PostData ?? "";
            }
        };
    }

    public List<string> Problems { get; } = [];

    /// <summary>Body of the last save.</summary>
    public string LastSent { get; private set; } = "";

    public IPage Page => _page;

    public ILocator Notice => _page.Locator("#becs-notice p");

    public async Task SignInAsync(string user)
    {
        await _page.FillAsync("#user", user);
        await _page.Locator("input[type=password]").FillAsync(DemoData.Password);
        await _page.Keyboard.PressAsync("Enter");
    }

    public async Task OpenEditorAsync(string definition)
    {
        await _page.GotoAsync($"/designer/workflows/definitions/{definition}/edit");
        await DrawnAsync();
    }

    /// <summary>The canvas is drawn, and nothing moves on it.</summary>
    public async Task DrawnAsync()
    {
        await _page.Locator(".x6-node").First.WaitForAsync();
        await _page.EvaluateAsync("""
            async () => {
              const places = () => [...document.querySelectorAll('.x6-node, [draggable=true]')]
                .map(n => { const b = n.getBoundingClientRect(); return `${b.x} ${b.y} ${b.width}`; }).join();
              for (let last = '', still = 0; still < 10;) {
                const now = places();
                still = now === last ? still + 1 : 0;
                last = now;
                await new Promise(r => requestAnimationFrame(r));
              }
            }
            """);
    }

    /// <summary>Drops an activity from the toolbox on the canvas.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> DropAsync(string category, string activity, float x, float y)
    {
        var nodes = _page.Locator(".x6-node");
        var before = await nodes.CountAsync();
        await _page.Locator(".mud-expand-panel-header").Filter(new() { HasTextRegex = new Regex($"^{category}$") }).First.ClickAsync();
        await DrawnAsync();
        await Toolbox(activity).DragToAsync(_page.Locator(".x6-graph"), new() { TargetPosition = new() { X = x, Y = y } });
        await Assertions.Expect(nodes).ToHaveCountAsync(before + 1, new() { Timeout = Patience });
        return (await nodes.Last.GetAttributeAsync("data-cell-id"))!;
    }

    public ILocator Toolbox(string activity) =>
        _page.Locator("[draggable=true]").Filter(new() { HasTextRegex = new Regex($"^\\s*{activity}\\s*$") });

    public ILocator Field(string label) => _page.Locator(".mud-input-control")
        .Filter(new() { Has = _page.Locator("label", new() { HasTextRegex = new Regex($"^{label}\\s*$") }) }).Last;

    /// <summary>The choices of a list, one of which is taken.</summary>
    public async Task<IReadOnlyList<string>> ChooseAsync(string label, string choice)
    {
        await Field(label).ClickAsync();
        var options = _page.GetByRole(AriaRole.Option);
        await options.First.WaitForAsync();
        var all = await options.AllInnerTextsAsync();
        await _page.GetByRole(AriaRole.Option, new() { Name = choice, Exact = true }).ClickAsync();
        return all;
    }

    /// <summary>
    /// Turns an input into a script. Studio takes it a moment after it is typed, and drops it where another step is chosen before: it is
    /// waited for.
    /// </summary>
    public async Task ScriptAsync(string label, string script)
    {
        await Field(label).Locator("xpath=following::button[1]").ClickAsync();
        await _page.GetByText("JavaScript", new() { Exact = true }).Last.ClickAsync();
        var editor = _page.Locator(".monaco-editor").First;
        await editor.ClickAsync();
        await Assertions.Expect(_page.Locator(".monaco-editor.focused").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await _page.Keyboard.TypeAsync(script);
        await _page.WaitForFunctionAsync("script => monaco.editor.getEditors().some(e => e.getValue() === script)", script);
        var written = JsonValue.Create(script).ToJsonString();
        Assert.True(await SavedAsync(sent => sent.ToJsonString().Contains(written, StringComparison.Ordinal)));
    }

    /// <summary>Draws an arrow from one port to the In of another activity, until Studio saves it.</summary>
    public async Task ConnectAsync(string from, string port, string to)
    {
        await FitAsync();
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await DrawnAsync();
            var (start, end) = (await PortAsync(from, port), await PortAsync(to, "In"));
            await _page.Mouse.MoveAsync(start.X, start.Y);
            await _page.Mouse.DownAsync();
            await _page.Mouse.MoveAsync(start.X + 20, start.Y + 60, new() { Steps = 8 });
            await _page.Mouse.MoveAsync(end.X - 20, end.Y + 20, new() { Steps = 12 });
            await _page.Mouse.MoveAsync(end.X, end.Y, new() { Steps = 8 });
            await _page.Mouse.UpAsync();
            if (await SavedAsync(sent => sent["root"]!["connections"]!.AsArray().Any(c =>
                c!["source"]!["activity"]!.GetValue<string>() == from && c["target"]!["activity"]!.GetValue<string>() == to), Patience / 10))
            {
                return;
            }
        }

        Assert.Fail($"{from} could not be connected with {to}.");
    }

    /// <summary>Takes the arrow between two activities away.</summary>
    public async Task DisconnectAsync(string from, string port, string to)
    {
        await FitAsync();
        var point = await _page.EvaluateAsync<float[]?>("""
            ([from, port, to]) => {
              const box = document.querySelector(`.x6-node[data-cell-id='${from}'] [port='${port}']`).getBoundingClientRect();
              const start = [box.x + box.width / 2, box.y + box.height / 2];
              const target = document.querySelector(`.x6-node[data-cell-id='${to}']`).getBoundingClientRect();
              for (const arrow of document.querySelectorAll('.x6-edge')) {
                const path = arrow.querySelector('path'), screen = path.getScreenCTM(), length = path.getTotalLength();
                const at = part => { const p = path.getPointAtLength(length * part).matrixTransform(screen); return [p.x, p.y]; };
                const [first, last] = [at(0), at(1)];
                const ends = last[0] > target.x - 25 && last[0] < target.right + 25 && last[1] > target.y - 25 && last[1] < target.bottom + 25;
                if (Math.hypot(first[0] - start[0], first[1] - start[1]) > 30 || !ends) { continue; }
                for (let part = 0.3; part < 0.95; part += 0.05) {
                  const hit = document.elementFromPoint(...at(part));
                  if (hit && arrow.contains(hit)) { return at(part); }
                }
              }
              return null;
            }
            """, new[] { from, port, to });
        Assert.NotNull(point);
        await _page.Mouse.ClickAsync(point[0], point[1]);
        await _page.Keyboard.PressAsync("Delete");
        Assert.True(await SavedAsync(sent => !sent["root"]!["connections"]!.AsArray().Any(c =>
            c!["source"]!["activity"]!.GetValue<string>() == from && c["target"]!["activity"]!.GetValue<string>() == to)));
    }

    /// <summary>Takes an activity away, with its arrows, and does not save.</summary>
    public async Task RemoveAsync(string activity)
    {
        await FitAsync();
        await _page.Locator($".x6-node[data-cell-id='{activity}']").ClickAsync();
        await _page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(_page.Locator($".x6-node[data-cell-id='{activity}']")).ToHaveCountAsync(0);
    }

    /// <summary>Takes an activity away, with its arrows.</summary>
    public async Task DeleteAsync(string activity)
    {
        await RemoveAsync(activity);
        Assert.True(await SavedAsync(sent => !sent["root"]!["activities"]!.AsArray().Any(a => a!["id"]!.GetValue<string>() == activity)));
    }

    /// <summary>Presses the save key and looks at what was sent until it is there: Studio notices some changes late.</summary>
    /// <param name="patience">In ms: what is not there by then does not come.</param>
    public async Task<bool> SavedAsync(Func<JsonNode, bool> isThere, int patience = Patience)
    {
        for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < patience;)
        {
            var answer = await _page.RunAndWaitForResponseAsync(
                () => _page.Keyboard.PressAsync("Control+s"), r => r.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal));
            Assert.Equal(200, answer.Status);
            if (isThere(JsonNode.Parse(answer.Request.PostData!)!["model"]!))
            {
                return true;
            }
        }

        return false;
    }

    public async Task PictureAsync(string name)
    {
        if (Pictures is not null)
        {
            await _page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"designer-{++_picture:00}-{name}.png") });
        }
    }

    /// <summary>All of it in sight, and nothing selected: a selection's frame lies over the ports.</summary>
    public async Task FitAsync()
    {
        await _page.Locator(".mud-toolbar").First.Locator("button").First.ClickAsync();
        await _page.Locator(".x6-graph").ClickAsync(new() { Position = new() { X = 40, Y = 40 } });
        await DrawnAsync();
    }

    /// <summary>A point of the port that no arrow lies over.</summary>
    private async Task<(float X, float Y)> PortAsync(string activity, string port)
    {
        var point = await _page.EvaluateAsync<float[]>("""
            ([activity, port]) => {
              const box = document.querySelector(`.x6-node[data-cell-id='${activity}'] [port='${port}']`).getBoundingClientRect();
              const middle = [box.x + box.width / 2, box.y + box.height / 2];
              for (const [dx, dy] of [[0, 0], [-4, 0], [-4, 4], [-4, -4], [0, 5], [0, -5], [4, 4], [4, -4]]) {
                const hit = document.elementFromPoint(middle[0] + dx, middle[1] + dy);
                if (hit && hit.classList.contains('elsa-designer-port-hit-area')) { return [middle[0] + dx, middle[1] + dy]; }
              }
              return middle;
            }
            """, new[] { activity, port });
        return (point[0], point[1]);
    }
}
