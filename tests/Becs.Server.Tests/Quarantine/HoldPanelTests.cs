using Becs.Domain.Shared;
using Becs.Server.Donations;
using Becs.Server.Quarantine;
using Becs.Server.Resources;
using Becs.Server.Shell.Lists;
using Becs.Server.Tests.Shell;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Becs.Server.Tests.Quarantine;

public sealed class HoldPanelTests : IAsyncDisposable
{
    private readonly ShellContext _context = new();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Render_WhenHeld_ThenSaysWhyWhatByWhomAndWhenInTheTimeOfTheSite()
    {
        var page = Show(Held(finding: null));
        Assert.Equal("Held: Visual defect", page.Find("h2").TextContent);
        var facts = page.Find("dl").TextContent;
        Assert.Contains("The donation", facts);
        Assert.Contains("W1234 26 000001 [A]", facts);
        Assert.Contains("cmp1", facts);
        Assert.Contains("10 Jun 2026 10:00 EDT", facts);
        Assert.DoesNotContain("Finding", facts);
        Assert.Contains("In stock", page.Find("tbody tr").TextContent);
        Assert.Equal("/units/W123426000001/E0336V00", page.Find("tbody a").GetAttribute("href"));
        Assert.Contains("and 3 more", page.Markup);
    }

    [Fact]
    public void Render_WhenInvestigated_ThenSaysWhatWasFoundAndProposed()
    {
        var facts = Show(Held("doubt confirmed")).Find("dl").TextContent;
        Assert.Contains("doubt confirmed", facts);
        Assert.Contains("discard what is held", facts);
        Assert.Contains("lab1", facts);
    }

    [Fact]
    public void Of_WhenTheEndIsSigned_ThenTheHoldAndEachBagAreRead()
    {
        var texts = _context.Services.GetRequiredService<IStringLocalizer<Text>>();
        var lines = HoldLines.Of(Held("doubt confirmed"), texts, ShellContext.Session.Zone).Select(l => $"{l.Name}: {l.Value}").ToList();
        Assert.Contains("Why it is held: Visual defect", lines);
        Assert.Contains("Proposed: discard what is held (lab1)", lines);
        Assert.Contains("W1234 26 000001 [A] E0336V00: Red cells: In stock", lines);
        Assert.Empty(HoldLines.Of(null, texts, ShellContext.Session.Zone));
    }

    private HoldView Held(string? finding) => new(
        "Visual defect", null, "The donation", "W1234 26 000001 [A]", "/donations/W123426000001", "cmp1", _context.Clock.UtcNow(), finding,
        finding is null ? null : "discard what is held", finding is null ? null : "lab1", finding is null ? null : _context.Clock.UtcNow(),
        [new(new UnitLine("W123426000001", "E0336V00", "Red cells", "released", Tone.Good, _context.Clock.UtcNow()), "W1234 26 000001 [A]",
            "/units/W123426000001/E0336V00")],
        3);

    private IRenderedComponent<HoldPanel> Show(HoldView hold) => _context.Render<HoldPanel>(p => p.Add(h => h.Hold, hold));
}
