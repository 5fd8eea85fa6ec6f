using Becs.Server.Hosting;
using Becs.Server.Instances;
using Becs.Server.Operations;
using Becs.Server.Signatures;
using Becs.Server.Tests.Shell;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Becs.Server.Tests.Instances;

public sealed class IncidentBulkBarTests : IAsyncDisposable
{
    private static readonly string[] _two = ["01975898-0000-7000-8000-000000000001", "01975898-0000-7000-8000-000000000002"];
    private readonly ShellContext _context = new();
    private readonly Desk _desk = new();

    public IncidentBulkBarTests() => _context.Services.AddSingleton<IInstancePages>(_desk);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Retry_WhenChosen_ThenSaysHowManyAndDoesNothingBeforeAReasonIsGiven()
    {
        var page = Show(_two);
        Button(page, "Try those chosen again").Click();
        Assert.Contains("2 open incidents will be tried again", page.Find("form").TextContent);
        Assert.True(page.Find("form button[type=submit]").HasAttribute("disabled"));
        Assert.Empty(_desk.Done);

        page.Find("#bulk-reason").Input(" cause gone ");
        page.Find("form").Submit();

        Assert.Equal("Retry 2 cause gone", Assert.Single(_desk.Done));
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public void Retry_WhenLeft_ThenNothingIsDone()
    {
        var page = Show(_two);
        Button(page, "Try those chosen again").Click();
        Button(page, "Leave them").Click();
        Assert.Empty(page.FindAll("form"));
        Assert.Empty(_desk.Done);
    }

    [Fact]
    public async Task Cancel_WhenChosen_ThenIsSignedWithTheHashOfTheTrial()
    {
        _context.Render<MudPopoverProvider>();
        var dialogs = _context.Render<MudDialogProvider>();
        var page = Show(_two);
        var pressed = Button(page, "Cancel those chosen").ClickAsync(new());
        dialogs.WaitForElement("form#signature", TimeSpan.FromSeconds(20));
        Assert.Contains("Cancel 2 incidents", dialogs.Markup);
        dialogs.Find("#meaning-reviewed").Change("reviewed");
        dialogs.Find("#signature-reason").Input("obsolete");
        dialogs.Find("#signature-user").Input("qa1");
        dialogs.Find("#signature-password").Input("secret");
        await dialogs.Find("form#signature").SubmitAsync();
        await pressed;
        Assert.Equal("Cancel 2 trial", Assert.Single(_desk.Done));
    }

    [Fact]
    public void Render_WhenNothingIsChosen_ThenNothingCanBeDone() =>
        Assert.All(Show([]).FindAll("button"), b => Assert.True(b.HasAttribute("disabled")));

    [Theory]
    [InlineData("open", null, true)]
    [InlineData("open", "retried", false)]
    [InlineData("retried", "retried", true)]
    [InlineData("cancelled", "skipped", false)]
    [InlineData("all", null, true)]
    [InlineData("all", "skipped", true)]
    public void Has_WhenAskedByState_ThenThoseOnly(string state, string? resolution, bool has) =>
        Assert.Equal(has, new IncidentFilter(state).Has(resolution));

    private IRenderedComponent<IncidentBulkBar> Show(string[] chosen) =>
        _context.Render<IncidentBulkBar>(p => p.Add(b => b.Chosen, [.. chosen]));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<IncidentBulkBar> page, string text) =>
        page.FindAll("button").Single(b => b.TextContent == text);

    /// <summary>Remembers what it was asked to do.</summary>
    private sealed class Desk : IInstancePages
    {
        public List<string> Done { get; } = [];

        public Task<BulkIncidentsAnswer> TryBulkAsync(
            BulkIncidentAction action, IReadOnlyCollection<Guid> chosen, CancellationToken cancellationToken = default) =>
            Task.FromResult(new BulkIncidentsAnswer(chosen.Count, "trial", 0, new Dictionary<Guid, string>()));

        public Task<BulkIncidentsAnswer> BulkAsync(
            BulkIncidentAction action, IReadOnlyCollection<Guid> chosen, int expectedCount, string? reason, SignatureRequest? signature,
            CancellationToken cancellationToken = default)
        {
            Done.Add($"{action} {expectedCount} {reason ?? signature!.SignedHash}");
            return Task.FromResult(new BulkIncidentsAnswer(expectedCount, "trial", expectedCount, new Dictionary<Guid, string>()));
        }

        public Task<InstanceView?> FindAsync(Guid instance, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<PageOf<IncidentRow>> IncidentsAsync(IncidentFilter filter, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task RetryAsync(IncidentRow incident, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task SkipAsync(
            IncidentRow incident, string outcome, SignatureRequest signature, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task CancelAsync(IncidentRow incident, SignatureRequest signature, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
