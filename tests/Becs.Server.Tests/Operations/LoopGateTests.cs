using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Workflows.Definitions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Becs.Server.Tests.Operations;

/// <summary>A loop of a node whose build is not accepted does nothing, until it is.</summary>
public sealed class LoopGateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Loop_WhenTheBuildIsAcceptedLater_ThenItWorksFromThenOn()
    {
        var gate = new PlatformGate(PlatformManifest.Of(new ActivityRegistry(), []));
        using var loop = new Counting(gate);
        await loop.StartAsync(Stop);
        await Task.WhenAny(loop.Asked.Task, loop.Worked.Task).WaitAsync(Stop);
        Assert.Equal(0, loop.WhileWaiting);

        gate.Set(null);
        loop.Wake();
        await loop.Worked.Task.WaitAsync(Stop);
        await loop.StopAsync(Stop);

        Assert.Equal(0, loop.WhileWaiting);
    }

    [Fact]
    public void Gate_WhenItOpensAndCloses_ThenItTellsOnceEach()
    {
        var gate = new PlatformGate(PlatformManifest.Of(new ActivityRegistry(), []));
        var told = new List<bool>();
        gate.OnChange(told.Add);

        Assert.False(gate.Set("why"));
        Assert.True(gate.Set(null));
        Assert.False(gate.Set(null));
        Assert.False(gate.Set("why not"));

        Assert.Equal([true, false], told);
        Assert.Contains("why not", gate.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account.sign-in", true)]
    [InlineData("audit.verify", true)]
    [InlineData("platform.accept", true)]
    [InlineData("package.load", true)]
    [InlineData("package.accept", false)]
    [InlineData("task.complete", false)]
    [InlineData("accountant.pay", false)]
    [InlineData("anything-new", false)]
    public void Demand_WhenTheBuildIsNotAccepted_ThenOnlyWhatIsNamedPasses(string action, bool passes)
    {
        var gate = new PlatformGate(PlatformManifest.Of(new ActivityRegistry(), []));
        Assert.Equal(passes, gate.IsOpen(action));
        Assert.Equal(passes ? null : "PLT-001", (Record.Exception(() => gate.Demand(action)) as Becs.Domain.Shared.BecsException)?.Code);
        gate.Set(null);
        gate.Demand(action);
    }

    [Fact]
    public void Manifest_WhenMadeTwice_ThenTheSameAndWithAnotherPartAnotherBuild()
    {
        var first = PlatformManifest.Of(new ActivityRegistry(), []);
        var again = PlatformManifest.Of(new ActivityRegistry(), []);
        var other = first.With("Library/2.0", "x");

        Assert.Equal((first.ReleaseHash, first.BuildId), (again.ReleaseHash, again.ReleaseHash[..12]));
        Assert.NotEqual(first.BuildId, other.BuildId);
        Assert.Equal([new PlatformPart("libraries", "Library/2.0", "added")], PlatformManifest.Compare(first.Json, other.Json));
        Assert.Equal([new PlatformPart("libraries", "Library/2.0", "removed")], PlatformManifest.Compare(other.Json, first.Json));
        Assert.Equal([new PlatformPart("libraries", "Library/2.0", "changed")], PlatformManifest.Compare(other.Json, first.With("Library/2.0", "y").Json));
        foreach (var section in new[] { "\"Becs.Domain\":\"", "\"Jint/", "\"us/", "obligations", "consequences", "\"Elsa.Delay/1\":\"", "\"state\":\"1\"" })
        {
            Assert.Contains(section, first.Json, StringComparison.Ordinal);
        }
    }

    private sealed class Counting(PlatformGate gate) : Loop(TimeSpan.FromMinutes(1), gate, NullLogger.Instance)
    {
        private readonly PlatformGate _gate = gate;

        public TaskCompletionSource Worked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>It came by while the gate was closed.</summary>
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int WhileWaiting { get; private set; }

        protected override bool WorksWhileWaiting
        {
            get
            {
                Asked.TrySetResult();
                return false;
            }
        }

        protected override Task<bool> WorkAsync(CancellationToken stopping)
        {
            WhileWaiting += _gate.Serves ? 0 : 1;
            Worked.TrySetResult();
            return Task.FromResult(false);
        }
    }
}
