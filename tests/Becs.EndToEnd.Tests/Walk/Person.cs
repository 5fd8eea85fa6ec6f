using System.Text.RegularExpressions;
using Becs.Server.Hosting;
using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.Walk;

/// <summary>One member of staff at a browser of their own, with keyboard and scanner; no mouse.</summary>
internal sealed class Person(IPage page, string user, PageJudge judge)
{
    private const int Patience = 20_000;

    public IPage Page => page;

    public string User => user;

    /// <summary>Opens a page; signs in first where the server asks for it.</summary>
    public async Task GoAsync(string path, string? name = null)
    {
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("nav.side, #user").First).ToBeVisibleAsync(new() { Timeout = Patience });
        if (await page.Locator("#user").CountAsync() > 0)
        {
            await page.Locator("#user").FocusAsync();
            await page.Keyboard.TypeAsync(user);
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync(DemoData.Password);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator("nav.side")).ToBeVisibleAsync(new() { Timeout = Patience });
            await page.GotoAsync(path);
        }

        await ReadyAsync();
        await judge.JudgeAsync(this, name ?? path.Trim('/').Split('/')[0], path);
    }

    /// <summary>Takes a task from the worklist.</summary>
    public async Task TakeAsync(string title, string subject = "")
    {
        await GoAsync("/tasks", "tasks");
        await Assertions.Expect(page.Locator("main h1")).ToBeFocusedAsync(new() { Timeout = Patience });
        await PressAsync(Row(title, subject).Locator("button.btn-primary"));
        await AtAsync("/tasks/.*-.*");
        await Assertions.Expect(page.Locator(".outcomes")).ToBeVisibleAsync(new() { Timeout = Patience });
        await judge.JudgeAsync(this, title.ToLowerInvariant().Replace(' ', '-'), new Uri(page.Url).AbsolutePath);
    }

    /// <summary>The task is not offered to this person, and its page does not let them work on it.</summary>
    public async Task CannotTakeAsync(string title, string subject, string taskUrl)
    {
        await GoAsync("/tasks", "tasks");
        await Assertions.Expect(Row(title, subject).Locator("button.btn-primary")).ToHaveCountAsync(0);
        await GoAsync(taskUrl, "task-of-another");
        await Assertions.Expect(page.Locator(".outcomes")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take", Exact = true })).ToHaveCountAsync(0);
    }

    /// <summary>Types or chooses an answer, by the kind of its control.</summary>
    public async Task AnswerAsync(string field, string value)
    {
        var radio = page.Locator($"input[type=radio][name='f-{field}'][value='{value}']");
        if (await radio.CountAsync() > 0)
        {
            await radio.FocusAsync();
            await page.Keyboard.PressAsync("Space");
            await Assertions.Expect(radio).ToBeCheckedAsync();
            return;
        }

        await TypeAsync($"#f-{field}", value);
    }

    /// <summary>Types into a control and leaves it.</summary>
    public async Task TypeAsync(string control, string value)
    {
        var input = page.Locator(control);
        await input.FocusAsync();
        if (await input.GetAttributeAsync("type") is "date" or "datetime-local" || await input.EvaluateAsync<bool>("e => e.tagName === 'SELECT'"))
        {
            await (await input.GetAttributeAsync("type") is null ? Choose(input, value) : input.FillAsync(value));
        }
        else
        {
            await page.Keyboard.InsertTextAsync(value);
        }

        await page.Keyboard.PressAsync("Tab");
    }

    /// <summary>A keyboard wedge: characters as fast as the device sends them, then Enter. A good scan moves on to the next control.</summary>
    public async Task ScanAsync(string field, string code)
    {
        var input = page.Locator($"#f-{field}");
        await input.FocusAsync();
        await page.Keyboard.TypeAsync(code);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(input).Not.ToBeFocusedAsync(new() { Timeout = Patience });
    }

    /// <summary>Ends the task; signs where the outcome asks for it.</summary>
    public async Task FinishAsync(string outcome, string? meaning = null)
    {
        var task = page.Url;
        await PressAsync(Outcome(outcome));
        if (meaning is not null)
        {
            await SignAsync(DemoData.Password);
        }

        await LeftAsync(task);
    }

    public Task PressOutcomeAsync(string outcome) => PressAsync(Outcome(outcome));

    /// <summary>Fills the signature dialog, whatever of it is asked of this person now.</summary>
    public async Task SignAsync(string password, string reason = "checked")
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToBeVisibleAsync(new() { Timeout = Patience });
        var meanings = dialog.Locator("input[type=radio]");
        if (await meanings.CountAsync() > 0 && !await meanings.First.IsCheckedAsync())
        {
            await meanings.First.FocusAsync();
            await page.Keyboard.PressAsync("Space");
        }

        await TypeAsync("#signature-reason", reason);
        if (await page.Locator("#signature-user").CountAsync() > 0)
        {
            await TypeAsync("#signature-user", user);
        }

        await page.Locator("#signature-password").FocusAsync();
        await page.Keyboard.InsertTextAsync(password);
        await judge.JudgeAsync(this, "signature", null);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>The task's page is left: it was completed. Shows what the page says when it was not.</summary>
    public async Task LeftAsync(string task)
    {
        try
        {
            await Assertions.Expect(page).Not.ToHaveURLAsync(task, new() { Timeout = Patience });
        }
        catch (PlaywrightException)
        {
            await judge.PictureAsync(page, "stuck");
            Assert.Fail($"{user} stays at the task: {string.Join(" | ", await page.Locator("[role=alert], .error").AllInnerTextsAsync())}");
        }
    }

    public async Task PressAsync(ILocator button)
    {
        await Assertions.Expect(button.First).ToBeVisibleAsync(new() { Timeout = Patience });

        // Focus and key in one step: a page that has just opened takes the focus to its heading.
        await button.First.PressAsync("Enter");
    }

    /// <summary>The page with this path is open; <paramref name="path"/> is a pattern.</summary>
    public async Task AtAsync(string path) =>
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(path + "$"), new() { Timeout = Patience });

    public async Task SeesAsync(string text) =>
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(text, new() { Timeout = Patience, IgnoreCase = true });

    private async Task ReadyAsync()
    {
        await Assertions.Expect(page.Locator("main h1, main .empty").First).ToBeVisibleAsync(new() { Timeout = Patience });
        await Assertions.Expect(page.Locator("main .loading")).ToHaveCountAsync(0, new() { Timeout = Patience });
    }

    private ILocator Row(string title, string subject) =>
        page.Locator("#tasks tr[data-row]").Filter(new() { HasText = title }).Filter(new() { HasText = subject });

    private ILocator Outcome(string outcome) => page.Locator(".outcomes button").Filter(new() { HasText = outcome });

    private static async Task Choose(ILocator select, string value) => await select.SelectOptionAsync(value);
}
