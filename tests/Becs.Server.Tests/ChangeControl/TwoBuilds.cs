using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Server.Tests.Accounts;
using Becs.Server.Tests.Architecture;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Definitions;
using Becs.Workflows.Replaying;
using Becs.Workflows.State;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>
/// A node of an accepted build, with recorded cases, and nodes of other builds over the same database. Another build is the same code with
/// another list of what it consists of.
/// </summary>
public sealed class TwoBuilds : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("becs-builds-").FullName;
    private readonly List<BecsServer> _servers = [];

    /// <summary>Serves, and has recorded the cases.</summary>
    public BecsServer First { get; private set; } = null!;

    /// <summary>A donation recorded as unsuitable, and suitable in a replay.</summary>
    public Guid Blocked { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        First = Start();
        await First.AsAsync("adm1");
        await DoAsync(First, "test.accounts", async scope => await Trained.CreateAsync(
            scope, new CreateAccountRequest("all1", "All One", "Demo-2026!", [.. Roles.All.Keys], ["NOR"]), Stop));
        var hashes = (await GetAsync(First, "aud1", "/api/workflows?pageSize=100")).GetProperty("items").EnumerateArray()
            .ToDictionary(w => w.GetProperty("definitionId").GetString()!, w => w.GetProperty("packageHash").GetString()!, StringComparer.Ordinal);
        var all = ScenarioFile.ReadFolder(Path.Combine(Repository.Root, "workflows", "component-release", "scenarios"));
        var suitable = ScenarioFile.ReadFolder(Path.Combine(Repository.Root, "workflows", "donation-testing", "scenarios")).First(s => s.Name == "suitable");
        await DoAsync(First, "test.cases", scope =>
        {
            foreach (var scenario in all.Take(5))
            {
                Record(scope, hashes[scenario.Workflow], scenario);
            }

            // The earlier build took the finding by a second outcome to the other end; this one knows the first alone.
            Blocked = Record(scope, hashes[suitable.Workflow], suitable with { Path = [.. suitable.Path.SkipLast(2), "Evaluate:Suitable, Late", "Unsuitable:Done"] });
            Record(scope, hashes[suitable.Workflow], suitable, isArchived: true);
            return Task.FromResult(true);
        });
    }

    /// <summary>Another node of the build that serves.</summary>
    public BecsServer StartSame(Action<IServiceCollection> replace) => Start(replace);

    /// <summary>A node of another build.</summary>
    /// <param name="name">What it has that the others have not.</param>
    /// <param name="replace">Services of its own; none when null.</param>
    public BecsServer StartOther(string name, Action<IServiceCollection>? replace = null) => Start(
        services =>
        {
            services.AddSingleton(s => PlatformManifest.Of(s.GetRequiredService<ActivityRegistry>(), s.GetServices<IStateUpcaster>()).With(name, "another"));
            replace?.Invoke(services);
        },
        ("Becs:Demo:AcceptsPlatform", "No"));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Enumerable.Reverse(_servers))
        {
            await server.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A database of several nodes may still be closing; the folder is a temporary one.
        }
    }

    public static async Task<T> DoAsync<T>(BecsServer server, string action, Func<IServiceProvider, Task<T>> work) =>
        (await server.Services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(server.Services.GetRequiredService<IIdGenerator>().New(), action), (scope, _) => work(scope), Stop)).Value!;

    /// <summary>Replays what there is to replay on this node.</summary>
    public static async Task ReplayAsync(BecsServer server)
    {
        while (await server.Services.GetRequiredService<ReplayLoop>().MoveAsync(Stop))
        {
        }
    }

    public static async Task<HttpResponseMessage> PostAsync(BecsServer server, string user, string address, object body) =>
        await (await server.AsAsync(user)).PostAsJsonAsync(address, body, Stop);

    public static async Task<JsonElement> GetAsync(BecsServer server, string user, string address)
    {
        using var answer = await (await server.AsAsync(user)).GetAsync(address, Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.JsonAsync();
    }

    private BecsServer Start(Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings)
    {
        var server = new BecsServer(_folder, replace, [.. settings, ("Becs:Roles", "web")]) { IsBroken = true }; // rows are changed by SQL
        _servers.Add(server);
        return server;
    }

    private static Guid Record(IServiceProvider scope, string packageHash, Scenario scenario, bool isArchived = false) =>
        RecordedCases.Stage(scope, packageHash, scenario, scope.GetRequiredService<ICurrentOperation>().Context.NowAt, isArchived);
}
