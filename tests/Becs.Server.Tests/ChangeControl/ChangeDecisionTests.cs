using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Instances;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;
using Becs.Server.Tests.Shell;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>The decision and the comments on the page of a change: wrong input, clicked twice, somebody else before.</summary>
public sealed class ChangeDecisionTests : IAsyncDisposable
{
    private readonly ShellContext _context = new();
    private readonly Calls _pages = new();
    private readonly IRenderedComponent<MudDialogProvider> _dialogs;

    public ChangeDecisionTests()
    {
        _context.Services.AddSingleton<IChangePages>(_pages);
        _context.Render<MudPopoverProvider>();
        _dialogs = _context.Render<MudDialogProvider>();
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Theory]
    [InlineData("2026-06-10T09:59:00", null)]
    [InlineData("2026-06-10T10:00:00", "10 Jun 2026 10:00 EDT")]
    [InlineData("2027-03-14T02:30:00", "14 Mar 2027 03:00 EDT")]
    [InlineData("2026-11-01T01:30:00", "1 Nov 2026 01:30 EST")]
    [InlineData("", "at once")]
    public async Task Approve_WhenATimeIsNamed_ThenItIsSignedUnlessItIsPast(string local, string? shown)
    {
        var page = Decision(ChangeAct.Approve);
        await page.Find("#decision-from").ChangeAsync(new() { Value = local });
        _ = page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Approve").Click());
        if (shown is null)
        {
            page.WaitForAssertion(() => Assert.Contains("This time is past", page.Find("#decision-from-error").TextContent));
            Assert.Empty(_dialogs.FindAll("form#signature"));
            return;
        }

        _dialogs.WaitForElement("form#signature");
        Assert.Contains(shown, _dialogs.Find(".signed-record").TextContent);
    }

    [Fact]
    public async Task Act_WhenSomebodyWentBefore_ThenThePageIsReadAgain()
    {
        var read = 0;
        _pages.Act = () => throw new ConflictException("CHG-411", "CR-2026-0001 is Rejected.");
        var page = Decision(ChangeAct.Accept, () => read++);
        _ = page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Accept").Click());
        _dialogs.WaitForElement("form#signature");
        _dialogs.Find("#signature-reason").Input("checked");
        _dialogs.Find("#signature-user").Input("val1");
        _dialogs.Find("#signature-password").Input("secret");
        await _dialogs.Find("form#signature").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(1, read));
    }

    [Fact]
    public void Reject_WhenNothingIsSaid_ThenIsOffAndSaysWhatItNeeds()
    {
        var page = Decision(ChangeAct.Reject);
        var button = page.FindAll("button").Single(b => b.TextContent == "Give back");
        Assert.True(button.HasAttribute("disabled"));
        Assert.Equal("Needed for: Give back. It stays on record.", page.Find("#" + button.GetAttribute("aria-describedby")).TextContent);
        page.Find("#decision-comment").Input("no");
        Assert.False(page.FindAll("button").Single(b => b.TextContent == "Give back").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Say_WhenClickedTwice_ThenIsSaidOnce()
    {
        var gate = new TaskCompletionSource();
        _pages.Act = () => gate.Task;
        var page = _context.Render<ChangeComments>(p => p.Add(c => c.View, View(ChangeAct.Comment)));
        page.Find("#comment-text").Input("Why here?");
        var form = page.Find("form");
        var first = form.SubmitAsync();
        var second = form.SubmitAsync();
        gate.SetResult();
        await first;
        await second;
        Assert.Equal(1, _pages.Made);
    }

    private IRenderedComponent<ChangeDecision> Decision(ChangeAct act, Action? done = null) => _context.Render<ChangeDecision>(
        p => p.Add(c => c.View, View(act)).Add(c => c.Done, () => done?.Invoke()));

    private static ChangePageView View(ChangeAct act)
    {
        var (id, hash, at) = (Guid.Parse("0197589a-0000-7000-8000-000000000009"), new string('c', 64), new DateTime(2026, 6, 10, 12, 0, 0, DateTimeKind.Utc));
        var change = new ChangeView(
            id, "CR-2026-0001", ChangeKind.Standard, act == ChangeAct.Approve ? ChangeState.Validated : ChangeState.InReview, "component-release", 2, hash, hash, null,
            "Why", [], new(1, 1, 1), 1, at, null, null, false, null, [], [], [], [], []);
        return new ChangePageView(
            change, "Component release", null, "in-review", new HashSet<ChangeAct> { act }, null, new Dictionary<ChangeAct, ChangeLock>(), null, [],
            new GraphView([], []), null, []);
    }

    /// <summary>The server behind the page, at the one call each case is about.</summary>
    private sealed class Calls : IChangePages
    {
        public Func<Task> Act { get; set; } = () => Task.CompletedTask;

        public int Made { get; private set; }

        public Task ActAsync(
            Guid change, ChangeAct act, string comment, DateTime? effectiveFromAt, bool isRight, SignatureRequest signature,
            CancellationToken cancellationToken = default) => MadeAsync();

        public Task CommentAsync(Guid change, string text, string? activityId, Guid? parent, CancellationToken cancellationToken = default) => MadeAsync();

        public Task WithdrawAsync(Guid change, string reason, CancellationToken cancellationToken = default) => MadeAsync();

        public Task<PageOf<ChangeListRow>> ListAsync(ChangeFilter filter, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<ChangePageView?> FindAsync(Guid change, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<SubmitView?> ProposeAsync(string definitionId, string? rollBackTo, Guid? change, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<JsonLine>?> JsonAsync(Guid change, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Guid> SubmitAsync(SubmitForm form, SignatureRequest signature, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        private Task MadeAsync()
        {
            Made++;
            return Act();
        }
    }
}
