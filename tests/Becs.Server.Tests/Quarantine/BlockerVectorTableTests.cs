using Becs.Server.Quarantine;
using Becs.Server.Tests.Shell;
using Bunit;

namespace Becs.Server.Tests.Quarantine;

public sealed class BlockerVectorTableTests : IAsyncDisposable
{
    private readonly ShellContext _context = new();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Render_WhenSomethingBlocks_ThenShowsOnlyThatFirstAndAllOnRequest()
    {
        var page = Show(BlockerState.Blocked, BlockerState.NotEvaluated, BlockerState.Clear, BlockerState.Covered);
        Assert.Equal(2, page.FindAll("tbody tr").Count);
        Assert.Contains("Blocking release: 2", page.Markup);
        page.Find("[id='vector.all']").Change(true);
        Assert.Equal(4, page.FindAll("tbody tr").Count);
        Assert.Contains("SOP-12", page.Markup);
    }

    [Fact]
    public void Render_WhenNothingBlocks_ThenShowsAllAndTheCovers()
    {
        var page = Show(BlockerState.Clear, BlockerState.Covered, BlockerState.NotApplicable);
        Assert.Equal(3, page.FindAll("tbody tr").Count);
        Assert.Contains("Nothing blocks release", page.Markup);
        Assert.Contains("covered by a signed manual procedure: 1", page.Markup);
    }

    private IRenderedComponent<BlockerVectorTable> Show(params BlockerState[] states)
    {
        var lines = states.Select((s, i) => new BlockerLine(
            $"RB-{i + 1:00}", "Blocker", s, "", "us-1", [], s == BlockerState.Covered ? new("SOP-12", "qa1", new(2027, 1, 1)) : null)).ToList();
        return _context.Render<BlockerVectorTable>(p => p.Add(t => t.Vector, new BlockerVectorView(_context.Clock.GetUtcNow().UtcDateTime, lines)));
    }
}
