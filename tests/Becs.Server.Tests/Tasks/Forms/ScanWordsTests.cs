using Becs.Domain.Shared;
using Becs.Server.Donations;
using Becs.Server.Resources;
using Becs.Server.Tasks.Forms;
using Becs.Server.Tests.Shell;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Becs.Server.Tests.Tasks.Forms;

public sealed class ScanWordsTests : IAsyncDisposable
{
    private readonly ShellContext _context = new();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Theory]
    [InlineData(ScanStructure.BloodGroup, "=%5100", "O RhD positive", "5100")]
    [InlineData(ScanStructure.BloodGroup, "9500", "O RhD negative", "9500")]
    [InlineData(ScanStructure.Expiry, "=>026182", "1 Jul 2026 23:59", "026182")]
    [InlineData(ScanStructure.Expiry, "0261821405", "1 Jul 2026 14:05", "0261821405")]
    [InlineData(ScanStructure.Product, "=<E0150V00", "E0150V00", "")]
    [InlineData(ScanStructure.BloodGroup, "rubbish", "rubbish", "")]
    [InlineData(ScanStructure.Any, "LOT 17", "LOT 17", "")]
    public void Of_WhenScannedOrTyped_ThenWordsWithTheCode(ScanStructure expected, string text, string words, string code) =>
        Assert.Equal(new ScanWords(words, code), ScanWords.Of(expected, text, Texts));

    [Theory]
    [InlineData(ScanStructure.DinAndBloodGroup, "=W12342600000100=%5100", "W1234 26 000001 [N] O RhD positive (5100)")]
    [InlineData(ScanStructure.Din, "=W12342600000100", "W1234 26 000001 [N]")]
    public void ToString_WhenReadBeforeSigning_ThenWordsAndCodeInOneLine(ScanStructure expected, string text, string line) =>
        Assert.Equal(line, ScanWords.Of(expected, text, Texts).ToString());

    [Fact]
    public void Change_WhenAGroupIsScanned_ThenShowsTheWordsAndKeepsWhatWasRead()
    {
        var form = FormSchema.Parse(
            """{"type":"object","title":"T","properties":{"group":{"type":"string","title":"Group","x-widget":"scan","x-isbt":"bloodGroup"} } }""");
        var state = FormState.Start(form, [], null, () => _context.Clock.UtcNow(), TimeZoneInfo.Utc);
        var page = _context.Render<JsonForm>(p => p.Add(f => f.State, state));
        page.Find("#f-group").Change("=%5100");
        page.Render();
        Assert.Equal("O RhD positive 5100", string.Join(' ', page.Find(".meaning").TextContent.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("5100", page.Find(".meaning .code").TextContent);
        Assert.Equal("=%5100", state.Data["group"]!.GetValue<string>());
    }

    private RecordTexts Texts => new(_context.Services.GetRequiredService<IStringLocalizer<Text>>());
}
