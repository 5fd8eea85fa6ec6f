using System.Globalization;
using System.Text;
using Becs.Domain.Isbt128;
using Becs.Server.Shell;
using Becs.Server.Shell.Lists;
using Becs.Server.Shell.Localisation;
using Becs.Server.Shell.Scanning;

namespace Becs.Server.Tests.Shell;

public sealed class ShellTests
{
    private static readonly DonationNumber Din = DonationNumber.Create("W0000", 26, 1);

    [Theory]
    [InlineData("=W00002600000100", "/donations/W000026000001")]
    [InlineData("=W00002600000100=<E0336V00", "/units/W000026000001/E0336V00")]
    [InlineData("TSK-01975898000070008000000000000001", "/tasks/01975898-0000-7000-8000-000000000001")]
    [InlineData("=<E0336V00", null)]
    [InlineData("=%5100", null)]
    [InlineData("hello", null)]
    public void Of_WhenScanned_ThenOpensThePageOrSaysWhyNot(string scan, string? url) =>
        Assert.Equal(url?.Replace("W000026000001", Din.Value), ScanReading.Of(scan).Url);

    [Fact]
    public void Of_WhenProductFollowsDin_ThenOpensTheUnit() =>
        Assert.Equal($"/units/{Din}/E0336V00", ScanReading.Of("=<E0336V00", Din).Url);

    [Fact]
    public void Of_WhenTypedWithCheckCharacter_ThenOpensTheDonation()
    {
        Assert.Equal($"/donations/{Din}", ScanReading.Of(Din.Value + Din.CheckCharacter).Url);
        Assert.True(ScanReading.Of(Din.Value).IsError);
    }

    [Theory]
    [InlineData("/tasks", "/tasks")]
    [InlineData("//elsewhere", "/")]
    [InlineData("/\\elsewhere", "/")]
    [InlineData("https://elsewhere", "/")]
    [InlineData(null, "/")]
    public void LocalOnly_WhenAddressLeadsElsewhere_ThenHome(string? url, string local) => Assert.Equal(local, ShellEndpoints.LocalOnly(url));

    [Fact]
    public void Write_WhenCellLooksLikeAFormula_ThenIsText()
    {
        var csv = Encoding.UTF8.GetString(CsvFile.Write(["a"], [["=W0000"], ["say \"no\""], [null]]));
        Assert.Equal("\uFEFF\"a\"\r\n\"'=W0000\"\r\n\"say \"\"no\"\"\"\r\n\"\"\r\n", csv);
    }

    [Theory]
    [InlineData("America/New_York", "2026-06-10T14:00:00", "10 Jun 2026 10:00 EDT")]
    [InlineData("America/New_York", "2026-01-10T14:00:00", "10 Jan 2026 09:00 EST")]
    [InlineData("Asia/Kolkata", "2026-01-10T14:00:00", "10 Jan 2026 19:30 UTC+05:30")]
    public void Show_WhenZoneDiffers_ThenNamesIt(string zone, string utc, string shown)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en");
        var at = DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        Assert.Equal(shown, SiteClock.Show(at, TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }

    [Fact]
    public void Of_WhenPseudo_ThenKeepsPlaceholders() => Assert.Equal("[Þåĝé {0:t} öƒ {1}·····]", PseudoText.Of("Page {0:t} of {1}"));
}
