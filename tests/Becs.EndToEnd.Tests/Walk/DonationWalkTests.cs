using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.Walk;

/// <summary>
/// One donation from the registration desk to the patient, in a real browser against the real server: every step by the person whose work it
/// is, with keyboard and scanner. Where it matters the wrong person tries, and cannot.
/// </summary>
public sealed partial class DonationWalkTests : IAsyncLifetime
{
    private const string RedCells = "E0150V00";
    private const string Zone = "America/New_York";
    private readonly Dictionary<string, Person> _people = new(StringComparer.Ordinal);
    private WalkServer _server = default!;
    private IPlaywright _playwright = default!;
    private IBrowser _browser = default!;
    private PageJudge _judge = default!;
    private string _din = "";
    private string _case = "";
    private string _orderCase = "";

    public async ValueTask InitializeAsync()
    {
        Needs.FullRun();
        var chromium = Needs.Chromium();
        _server = await WalkServer.StartAsync();
        _judge = new PageJudge(_server.Address);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(20_000);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
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
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Donation_WhenEachStepIsDoneByTheRightPerson_ThenReachesThePatient()
    {
        try
        {
            await WalkAsync();
        }
        catch
        {
            // What everybody saw last says more than the timeout.
            foreach (var person in _people.Values)
            {
                await _judge.PictureAsync(person.Page, "end-" + person.User);
            }

            throw;
        }

        Assert.True(_judge.Problems.Count == 0, string.Join(Environment.NewLine, _judge.Problems));
    }

    private async Task WalkAsync()
    {
        await RegisterAsync();
        await AcceptAsync();
        await CollectAsync();
        await ManufactureAsync();
        await new Analyser(_server).ReportAsync(_din);
        await _server.AdvanceAsync(1);
        await LabelAsync();
        await ReleaseAsync();
        await OrderAndIssueAsync();
        await FollowAsync();
        await SeePlacesAsync();
        await WalkAgainInPseudoLocaleAsync();
    }

    private async Task<Person> PersonAsync(string user, string culture = "en")
    {
        var key = $"{user} {culture}";
        if (_people.TryGetValue(key, out var known))
        {
            return known;
        }

        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = _server.Address,
            ViewportSize = new() { Width = 1280, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        await context.AddCookiesAsync([new() { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={culture}|uic={culture}"), Url = _server.Address }]);
        var page = await context.NewPageAsync();
        _judge.Watch(page, user);
        return _people[key] = new Person(page, user, _judge);
    }

    /// <summary>Now on the site's wall, as a control for date and time takes it.</summary>
    private string LocalNow => TimeZoneInfo.ConvertTimeFromUtc(_server.NowAt, TimeZoneInfo.FindSystemTimeZoneById(Zone))
        .ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private string Scan => $"={_din}00";
}
