using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Server.Tasks.Forms;
using Becs.Server.Tests.Shell;
using Bunit;

namespace Becs.Server.Tests.Tasks.Forms;

public sealed class JsonFormTests : IAsyncDisposable
{
    private readonly ShellContext _context = new();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Render_WhenFormHasFields_ThenEachHasALabelledControl()
    {
        var (page, _) = Show();
        foreach (var control in page.FindAll("input:not([type=radio]), select, textarea"))
        {
            Assert.True(control.HasAttribute("aria-label") || page.FindAll($"label[for='{control.Id}']").Count == 1, control.OuterHtml);
        }

        Assert.Equal("g/dL", page.Find("#f-haemoglobin-unit").TextContent);
        Assert.Equal("A", page.Find("#f-given").TextContent);
        Assert.Contains("Vital signs", page.FindAll("fieldset.group > legend").Select(l => l.TextContent));
    }

    [Fact]
    public void Change_WhenNumberIsTyped_ThenStoresScaledAndJudgesAtOnce()
    {
        var (page, state) = Show();
        page.Find("#f-haemoglobin").Change("12.5");
        Assert.Equal("125", state.Data["haemoglobin"]!.ToJsonString());
        Assert.Empty(page.FindAll(".error"));
        page.Find("#f-haemoglobin").Change("3");
        Assert.Contains("Haemoglobin: at least 5.0 g/dL", page.Find("#f-haemoglobin-error").TextContent);
        Assert.Equal("true", page.Find("#f-haemoglobin").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task CheckAsync_WhenAnswerIsMissing_ThenListsItAndFocusesIt()
    {
        var (page, _) = Show();
        var good = true;
        await page.InvokeAsync(async () => good = await page.Instance.CheckAsync());
        Assert.False(good);
        Assert.Contains("Haemoglobin: an answer is needed", page.Find("#form-errors").TextContent);
        Assert.Equal("f-haemoglobin", _context.JSInterop.Invocations["becs.focus"][^1].Arguments[0]);
    }

    [Fact]
    public void Change_WhenYesNoIsChosen_ThenStoresTheTruth()
    {
        var (page, state) = Show();
        page.Find("#f-well-1").Change("false");
        Assert.Equal("false", state.Data["well"]!.ToJsonString());
    }

    [Fact]
    public void Change_WhenWrongLabelIsScanned_ThenSoundsAndStays()
    {
        var (page, _) = Show();
        page.Find("#f-bag").Change("=<E0336V00");
        Assert.Single(_context.JSInterop.Invocations["becs.errorSound"]);
        page.Find("#f-bag").KeyUp("Enter");
        Assert.Empty(_context.JSInterop.Invocations["becs.focusNext"]);
        page.Find("#f-bag").Change("=W00002600000100");
        page.Find("#f-bag").KeyUp("Enter");
        Assert.Single(_context.JSInterop.Invocations["becs.focusNext"]);
    }

    [Fact]
    public void AddRow_WhenPressed_ThenAsksForOneMoreResult()
    {
        var (page, state) = Show();
        page.Find("section.rows button").Click();
        page.Render();
        Assert.Single(page.FindAll("section.rows tbody tr"));
        page.Find("section.rows tbody input[value=nr]").Change("nr");
        Assert.Equal("\"nr\"", state.Data["results"]![0]!["value"]!.ToJsonString());
    }

    private (IRenderedComponent<JsonForm> Page, FormState State) Show()
    {
        var state = FormState.Start(
            FormSchemaTests.Form, new JsonObject { ["given"] = "A" }, null, () => _context.Clock.UtcNow(), ShellContext.Session.Zone);
        return (_context.Render<JsonForm>(p => p.Add(f => f.State, state)), state);
    }
}
