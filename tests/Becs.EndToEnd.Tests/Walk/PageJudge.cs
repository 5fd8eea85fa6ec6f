using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.Walk;

/// <summary>Looks at every page the walk comes by: accessible, nothing from outside, no error in the console. Remembers where it was.</summary>
internal sealed class PageJudge(string address)
{
    /// <summary>Set BECS_SCREENSHOTS to a folder to keep pictures of every page.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("BECS_SCREENSHOTS");
    private readonly HashSet<string> _judged = new(StringComparer.Ordinal);
    private int _picture;

    public List<string> Problems { get; } = [];

    /// <summary>Pages seen, and by whom: the pseudo-locale walks them again.</summary>
    public List<(string User, string Name, string Path)> Visited { get; } = [];

    public void Watch(IPage page, string user)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Problems.Add($"{user} {page.Url}: {message.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                Problems.Add("outside: " + request.Url);
            }
        };
    }

    /// <summary>Judges a page the first time it is seen under this name.</summary>
    public async Task JudgeAsync(Person person, string name, string? path)
    {
        if (!_judged.Add(name))
        {
            return;
        }

        if (path is not null && !name.StartsWith("ploc-", StringComparison.Ordinal))
        {
            Visited.Add((person.User, name, path));
        }

        await person.Page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState !== 'running')");
        await PictureAsync(person.Page, name);
        if (name.StartsWith("ploc-", StringComparison.Ordinal))
        {
            // The same page as in English; its texts are judged by the walk.
            return;
        }

        var axe = await person.Page.RunAxe();
        Problems.AddRange(axe.Violations.Select(v => $"{name}: {v.Id} x{v.Nodes.Length} {v.Nodes[0].Html}"));
    }

    public async Task PictureAsync(IPage page, string name)
    {
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"walk-{++_picture:00}-{name}.png"), FullPage = true });
        }
    }
}
