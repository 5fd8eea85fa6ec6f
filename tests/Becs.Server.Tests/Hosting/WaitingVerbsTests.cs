using Becs.Domain.ChangeControl;
using Becs.Domain.Sites;
using Becs.Persistence.Audit;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Hosting;

/// <summary>
/// The verbs of a build quality has not accepted: what only reads works, the first account and site can be made, without which nobody could accept,
/// and nothing else is recorded.
/// </summary>
public sealed class WaitingVerbsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verbs_WhenTheBuildWaits_ThenOnlyThoseWorkThatRecordNothing()
    {
        Environment.SetEnvironmentVariable("BECS_ADMIN_PASSWORD", "Long-enough-1");
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web")) { Environment = "Production" };
        Assert.False(server.Services.GetRequiredService<PlatformGate>().Serves);
        var package = await PackageAsync(server);
        var archive = Path.Combine(server.Folder, "journal.jsonl");
        Assert.Equal( // a verb that comes is judged here, too
            ["archive-journal", "create-admin", "migrate", "verify-audit", "verify-journal", "verify-package"],
            Verbs.All.Keys.Order(StringComparer.Ordinal));

        Assert.Equal(0, await RunAsync("migrate"));
        Assert.Equal(0, await RunAsync("verify-package", package));
        Assert.Equal(1, await RunAsync("verify-journal", package));
        Assert.Equal(0, await RunAsync("create-admin", "--user", "first", "--name", "First One", "--site", "NOR", "--fin", "W1234"));

        var rows = await RowsAsync(server);
        var archived = await Assert.ThrowsAsync<StartException>(() => RunAsync("archive-journal", "--before", "2026-01-01", "--out", archive));
        Assert.Contains("/platform", archived.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(archive));
        var other = await Assert.ThrowsAsync<StartException>(
            () => RunAsync("create-admin", "--user", "third", "--name", "Third One", "--site", "WES", "--fin", "W5678"));
        Assert.Contains("WES", other.Message, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("verify-audit"));
        Assert.Equal(rows, await RowsAsync(server));
        await using var scope = server.Services.CreateAsyncScope();
        Assert.Equal(["NOR"], (await scope.ServiceProvider.GetRequiredService<ISites>().AllAsync(Stop)).Select(s => s.Code));

        Task<int> RunAsync(string verb, params string[] args) =>
            Verbs.All[verb](server.Services, server.Services.GetRequiredService<BecsSettings>(), args);
    }

    private static async Task<string> PackageAsync(BecsServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var records = await scope.ServiceProvider.GetRequiredService<IPackageRecords>().ListAsync(cancellationToken: Stop);
        var path = Path.Combine(server.Folder, "package.json");
        await File.WriteAllBytesAsync(path, records.First(r => r.Kind == PackageRecord.Workflow).Bytes, Stop);
        return path;
    }

    private static async Task<long> RowsAsync(BecsServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AuditVerifier>().VerifyAsync(Stop)).Rows;
    }
}
