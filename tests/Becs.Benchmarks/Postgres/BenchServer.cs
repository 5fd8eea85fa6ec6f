using System.Security.Claims;
using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Setup;
using Becs.Server.Accounts;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Signatures;
using Becs.Server.Tasks;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Becs.Benchmarks.Postgres;

/// <summary>
/// The server's own services on a database of the benchmark: the operations that REST calls, without HTTP, and without the loops that
/// publish and seal off the request path.
/// </summary>
internal sealed class BenchServer : IAsyncDisposable
{
    public const string Tasks = "bench-tasks";
    public const string Case = "bench-case";
    public const string Big = "bench-big";
    public const string Short = "bench-short";
    public const string Waits = "bench-waits";
    public const string LoopFan = "bench-fan-loop";
    public const string ArrowFan = "bench-fan-arrows";

    /// <summary>So that there is room for earlier versions.</summary>
    public const int TasksVersion = 501;

    private readonly ServiceProvider _services;
    private readonly string _folder;
    private ClaimsPrincipal _user = new();

    private BenchServer(ServiceProvider services, string folder) => (_services, _folder) = (services, folder);

    public IServiceProvider Services => _services;

    private OperationRunner Runner => _services.GetRequiredService<OperationRunner>();

    private IIdGenerator Ids => _services.GetRequiredService<IIdGenerator>();

    public static async Task<BenchServer> StartAsync(BenchDatabase database)
    {
        var folder = Directory.CreateTempSubdirectory("becs-bench-").FullName;
        var builder = Becs.Server.Hosting.Server.NewBuilder(
        [
            "--environment=Development", "--Becs:Database:Provider=PostgreSql", $"--Becs:Database:ConnectionString={database.Connection}",
            $"--Becs:Keys:Path={Path.Combine(folder, "keys")}", $"--Becs:Audit:AnchorPath={Path.Combine(folder, "anchor.jsonl")}",
        ]);
        builder.Logging.ClearProviders();
        builder.Services.AddSignIn(builder.AddBecs());
        builder.Services.AddSingleton(_ => new ActivityRegistry(typeof(Activities.Tasks.HumanTask).Assembly, typeof(AnswerTask).Assembly));
        var server = new BenchServer(builder.Services.BuildServiceProvider(), folder);
        await using (var scope = server._services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<DatabaseSetup>().MigrateAsync();
        }

        await server._services.GetRequiredService<DemoData>().EnsureAsync(CancellationToken.None);
        await server._services.GetRequiredService<PlatformWatch>().EnterAsync(CancellationToken.None);
        await server.AddPackagesAsync();
        server._user = await server.UserAsync("scr1");
        return server;
    }

    /// <summary>Starts an instance of a definition. What waits for a person waits for one donor.</summary>
    public async Task<Guid> StartAsync(string definitionId)
    {
        var bursts = _services.GetRequiredService<BurstRunner>();
        var answer = await Runner.RunAsync(Operation("workflow.start"), (scope, ct) =>
            bursts.StartAsync(scope, definitionId, new BurstStimulus.Start(), ct));
        return answer.Value;
    }

    /// <summary>Starts an instance that waits for a task about a donor of its own, and says which.</summary>
    /// <param name="definitionId">Which: for ever, or one task long.</param>
    public async Task<TaskToDo> StartTaskAsync(string definitionId = Tasks)
    {
        var bursts = _services.GetRequiredService<BurstRunner>();
        var donor = new DonorId(Ids.New());
        var answer = await Runner.RunAsync(Operation("workflow.start"), async (scope, ct) =>
        {
            // As the registration of a donor does: the person's key is there before the first answers come.
            await scope.GetRequiredService<IPersonalRecords>().PutAsync(PersonRef.Of(donor), "identity", donor.Value, new { name = "bench" }, ct);
            var instance = await bursts.StartAsync(scope, definitionId, new BurstStimulus.Start(
                new Dictionary<string, JsonElement> { ["donorId"] = JsonSerializer.SerializeToElement(donor.Value) }), ct);
            var open = await scope.GetRequiredService<Domain.Tasks.ITasks>().OpenOfInstanceAsync(instance, ct);
            return new TaskToDo(open[0].Id.Value, instance);
        });
        return answer.Value!;
    }

    /// <summary>Completes a task as REST does, with answers; says the instance's next task.</summary>
    public async Task<TaskToDo> CompleteAsync(TaskToDo task)
    {
        var desk = _services.GetRequiredService<TaskDesk>();
        var operation = Operation(TaskDesk.CompleteAction);
        var answer = await desk.CompleteAsync(
            operation, task.TaskId, new CompleteTaskRequest(operation.OperationId, 1, AnswerTask.Outcome, Answers), CancellationToken.None);
        return new TaskToDo(answer.Value?.NextTaskId ?? Guid.Empty, task.InstanceId);
    }

    /// <summary>Starts an instance that waits at a bare bookmark.</summary>
    public async Task<WaitToEnd> StartWaitAsync()
    {
        var instance = (await StartAsync(Waits)).ToString("D");
        await using var scope = _services.CreateAsyncScope();
        var bookmarks = await scope.ServiceProvider.GetRequiredService<IBookmarks>().ListByInstanceAsync(instance);
        return new WaitToEnd(instance, bookmarks[0].Bookmark.Id);
    }

    /// <summary>Resumes the bookmark; says where the instance waits next, null when it has finished.</summary>
    public async Task<WaitToEnd?> EndWaitAsync(WaitToEnd wait)
    {
        var bursts = _services.GetRequiredService<BurstRunner>();
        var answer = await Runner.RunAsync(Operation("workflow.resume"), async (scope, ct) =>
        {
            var burst = await bursts.ResumeAsync(scope, wait.InstanceId, new BurstStimulus.ResumeBookmark(wait.BookmarkId), ct);
            return burst.BookmarksCreated is [var next] ? next.Id : "";
        });
        return answer.Value is { Length: > 0 } id ? wait with { BookmarkId = id } : null;
    }

    /// <summary>What a node does that meets a definition for the first time: read the package, check its bytes, compile it.</summary>
    public async Task LoadAsync(string definitionId)
    {
        await using var scope = _services.CreateAsyncScope();
        var stored = await scope.ServiceProvider.GetRequiredService<IPackages>().FindEffectiveAsync(definitionId, TimeProvider.System.UtcNow());
        WorkflowPackage.Open(stored!.Bytes, stored.PackageHash).Compile(_services.GetRequiredService<ActivityRegistry>());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static JsonElement Answers { get; } = JsonSerializer.SerializeToElement(new
    {
        haemoglobinTenthsGPerDl = 142,
        systolicMmHg = 124,
        diastolicMmHg = 78,
        pulseBpm = 66,
        pulseRegular = true,
        temperatureTenthsC = 367,
        weightTenthsKg = 741,
        armAcceptable = true,
        sampleSiteAcceptable = true,
        rawText = "14.2 g/dL; 124/78 mmHg; 66/min; 36.7 C; 74.1 kg",
    });

    private async Task AddPackagesAsync()
    {
        var form = Path.Combine(ContentFolders.Workflows, "donor-eligibility", "forms", AnswerTask.Form + ".v1.json");
        var forms = new Dictionary<string, JsonElement> { [AnswerTask.Form + ".v1"] = JsonDocument.Parse(await File.ReadAllBytesAsync(form)).RootElement };
        await AddAsync(Definitions.Chain(Enumerable.Repeat("Bench.TrivialStep", 10), Short), null);
        await AddAsync(Definitions.Chain(Enumerable.Repeat("Bench.HumanStep", Definitions.Waits), Waits), null);
        await AddAsync(Definitions.Tasks(Tasks, 5, isRing: true, TasksVersion), forms);
        await AddAsync(Definitions.Tasks(Case, 1, isRing: false), forms);
        await AddAsync(Definitions.Chain(Enumerable.Repeat("Bench.TrivialStep", 200), Big), null);
        await AddAsync(Definitions.FanOutByLoop(LoopFan), null);
        await AddAsync(Definitions.FanOutByArrows(ArrowFan), null);
        await _services.GetRequiredService<EventSubscriptions>().RefreshAsync(CancellationToken.None);
    }

    private async Task AddAsync(byte[] definition, IReadOnlyDictionary<string, JsonElement>? forms)
    {
        var package = new PackageBuilder(_services.GetRequiredService<ActivityRegistry>()).Build(definition, forms);
        await Runner.RunAsync(OperationRequest.System(Ids.New(), "package.load"), (scope, _) =>
        {
            scope.GetRequiredService<IPackageRecords>().Add(
                new PackageRecord(
                    Ids.New(), PackageRecord.Workflow, package.DefinitionId, package.Version, package.Name, package.PackageHash,
                    package.BehaviourHash, package.Bytes.ToArray(), TimeProvider.System.UtcNow()),
                []);
            return Task.FromResult(true);
        });
        const string reason = "To be measured";
        await PackageDesk.AcceptAsync(Runner, Operation("package.accept", await UserAsync("qa1")) with
        {
            Reason = reason,
            Signature = new SignatureRequest
            {
                UserName = "qa1",
                Password = DemoData.Password,
                Meaning = SignatureMeanings.AcceptedForUse,
                Reason = reason,
                SignedHash = package.PackageHash,
            },
        }, package.PackageHash, null, CancellationToken.None);
    }

    private async Task<ClaimsPrincipal> UserAsync(string name)
    {
        await using var scope = _services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByNameAsync(name);
        return Caller.PrincipalOf(account!, "bench", BearerHandler.Name);
    }

    private OperationRequest Operation(string action, ClaimsPrincipal? user = null) => new()
    {
        OperationId = Ids.New(),
        Action = action,
        User = user ?? _user,
        SiteCode = "NOR",
        Workstation = "unregistered:bench",
    };
}

/// <summary>A task that waits to be completed.</summary>
internal sealed record TaskToDo(Guid TaskId, Guid InstanceId);

/// <summary>A bare bookmark that waits to be resumed.</summary>
internal sealed record WaitToEnd(string InstanceId, string BookmarkId);
