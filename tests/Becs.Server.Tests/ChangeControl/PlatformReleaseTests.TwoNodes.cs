using Becs.Domain.ChangeControl;
using Becs.Persistence.Commit;
using Becs.Persistence.ReadModel;
using Becs.Server.ChangeControl;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.TwoBuilds;

namespace Becs.Server.Tests.ChangeControl;

/// <content>Two nodes of one new build meet: what the one enters the other has in hand, too.</content>
public sealed partial class PlatformReleaseTests
{
    [Fact]
    public async Task Start_WhenTwoNodesOfANewBuildMeet_ThenBothAreThereAndEverythingIsEnteredOnce()
    {
        // The first node has read that nobody knows its build, and enters it; there the second one starts, from beginning to end.
        var meeting = new Meeting();
        BecsServer? second = null;
        var met = new Once(() => second = Started(builds.StartOther("Twins/4.0")));
        var first = Started(builds.StartOther("Twins/4.0", services =>
        {
            services.AddSingleton<IFailPoints>(meeting);
            var reads = services.Last(s => s.ServiceType == typeof(IHistoryReads));
            services.Add(ServiceDescriptor.Describe(
                typeof(IHistoryReads), s => new Counted((IHistoryReads)ActivatorUtilities.CreateInstance(s, reads.ImplementationType!), met), reads.Lifetime));
        }));
        Assert.True(met.IsOver);
        var hash = first.Services.GetRequiredService<PlatformGate>().Manifest.ReleaseHash;
        Assert.Equal(hash, second!.Services.GetRequiredService<PlatformGate>().Manifest.ReleaseHash);
        Assert.True((await FindAsync(first, hash)).GetProperty("isGenuine").GetBoolean());

        // The same with a workflow that is new in this build.
        var folder = Directory.CreateTempSubdirectory("becs-twins-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "twins")).FullName, "twins.v1.json"), ChangeServer.Definition("twins", "go").ToJsonString(), Stop);
        met = meeting.Before(() => Task.Run(() => second.Services.GetRequiredService<PackageLoader>().LoadAsync(folder, Stop)).GetAwaiter().GetResult());
        await first.Services.GetRequiredService<PackageLoader>().LoadAsync(folder, Stop);
        Directory.Delete(folder, recursive: true);
        Assert.True(met.IsOver);
        await using var scope = first.Services.CreateAsyncScope();
        Assert.Single(await scope.ServiceProvider.GetRequiredService<IPackageRecords>().ListAsync(cancellationToken: Stop), p => p.DefinitionId == "twins");
    }

    [Fact]
    public async Task Load_WhenTwoNodesAcceptTheDemonstrationsPackagesAtOnce_ThenEachIsAcceptedOnceAndBothGoOn()
    {
        var meeting = new Meeting();
        var node = Started(builds.StartSame(services => services.AddSingleton<IFailPoints>(meeting)));
        var folder = Directory.CreateTempSubdirectory("becs-pair-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "pair")).FullName, "pair.v1.json"), ChangeServer.Definition("pair", "go").ToJsonString(), Stop);

        // The first commit brings the package; as the second one, which accepts it, begins, the other node brings and accepts it.
        var met = meeting.Before(() => Task.Run(() => builds.First.Services.GetRequiredService<PackageLoader>().LoadAsync(folder, Stop)).GetAwaiter().GetResult(), at: 2);
        await node.Services.GetRequiredService<PackageLoader>().LoadAsync(folder, Stop);

        Directory.Delete(folder, recursive: true);
        Assert.True(met.IsOver);
        await using var scope = node.Services.CreateAsyncScope();
        var package = Assert.Single(
            await scope.ServiceProvider.GetRequiredService<IPackageRecords>().ListAsync(cancellationToken: Stop), p => p.DefinitionId == "pair");
        Assert.Equal(PackageState.Accepted, package.State);
        var rows = await node.Services.GetRequiredService<IAuditReads>().PageAsync(
            new AuditFilter(package.Subject), limit: 50, cancellationToken: Stop);
        Assert.Single(rows, r => r.What == "package.accepted");
    }

    private static BecsServer Started(BecsServer server) => server.Services is not null ? server : throw new InvalidOperationException("Not started.");

    /// <summary>Cases are counted when a build enters itself, and at no other time of a start.</summary>
    private sealed class Counted(IHistoryReads reads, Once first) : IHistoryReads
    {
        public Task<IReadOnlyList<RecordedCount>> CountAsync(DateTime startedBefore, string? definitionId, CancellationToken cancellationToken)
        {
            first.Run();
            return reads.CountAsync(startedBefore, definitionId, cancellationToken);
        }

        public Task<IReadOnlyList<RecordedCase>> NextAsync(
            string definitionId, DateTime startedBefore, Guid? lowerThan, int take, CancellationToken cancellationToken) =>
            reads.NextAsync(definitionId, startedBefore, lowerThan, take, cancellationToken);

        public Task<RecordedCase?> FindAsync(Guid instanceId, CancellationToken cancellationToken) => reads.FindAsync(instanceId, cancellationToken);
    }

    /// <summary>Something that happens once, right before a commit of who asked for it begins to write.</summary>
    private sealed class Meeting : IFailPoints
    {
        private readonly AsyncLocal<Once?> _next = new();

        public Once Before(Action what, int at = 1) => _next.Value = new Once(what, at);

        public void Hit(string step)
        {
            if (step == CommitSteps.Begin)
            {
                _next.Value?.Run();
            }
        }
    }

    private sealed class Once(Action what, int at = 1)
    {
        private int _runs;

        public bool IsOver => _runs >= at;

        public void Run()
        {
            if (Interlocked.Increment(ref _runs) == at)
            {
                what();
            }
        }
    }
}
