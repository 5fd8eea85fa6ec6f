using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.Screens;

public sealed partial class ScreenTests
{
    [Fact]
    public async Task Scan_WhenBurstComesAnywhere_ThenOpensWhatWasScanned()
    {
        var page = await SignedInAsync("en");
        await page.GotoAsync("/audit");
        await Assertions.Expect(page.Locator("#audit-user")).ToBeVisibleAsync();
        await page.Locator("#audit-user").FocusAsync();
        await ScanAsync(page, "=W12342600000100=<E0336V00");
        await Assertions.Expect(page).ToHaveURLAsync($"{_address}/units/{SampleData.Din}/{SampleData.Product}");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("F2");
        await Assertions.Expect(page.Locator("#scanbox")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("nonsense\n");
        await Assertions.Expect(page.Locator("#scan-result")).ToContainTextAsync("Not recognised");
    }

    [Fact]
    public async Task Scan_WhenPageIsStillConnecting_ThenOpensOnceItHas()
    {
        var page = await SignedInAsync("en");
        var connect = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await connect.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/audit");
        await ScanAsync(page, "=W12342600000100=<E0336V00");
        connect.SetResult();
        await Assertions.Expect(page).ToHaveURLAsync($"{_address}/units/{SampleData.Din}/{SampleData.Product}");
    }

    /// <summary>Keys as fast as a scanner sends them: stamped by the device, whatever keeps the browser busy.</summary>
    private static Task ScanAsync(IPage page, string text) => page.EvaluateAsync(
        """
        text => {
            const start = performance.now();
            [...text, 'Enter'].forEach((key, n) => {
                const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
                Object.defineProperty(event, 'timeStamp', { value: start + 5 * n });
                (document.activeElement ?? document.body).dispatchEvent(event);
            });
        }
        """,
        text);
}
