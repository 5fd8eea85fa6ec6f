using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Activities.Tasks;
using Becs.Contracts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Domain.Tasks;
using Becs.Persistence.ReadModel;
using Becs.Server.ChangeControl;
using Becs.Server.Tasks;
using Becs.Server.Tests.Architecture;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Replaying;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>Recorded answers against the forms of a draft: what they would have refused is not known, and what cannot be read is said to be so.</summary>
public sealed class RecordedFormsTests
{
    private const string Form = """
        { "type": "object", "title": "Review", "x-skipFor": ["Left"], "required": ["grams", "reason"],
          "properties": {
            "grams": { "type": "integer", "title": "Grams", "minimum": 100, "maximum": 600 },
            "reason": { "type": "string", "title": "Reason", "enum": ["clot", "leak"], "x-enumTitles": { "clot": "Clot", "leak": "Leak", "other": "Other" } },
            "pulse": { "type": "integer", "title": "Pulse", "maximum": 100, "x-personal": true },
            "note": { "type": "string", "title": "Note" } } }
        """;

    private const string Answers = """{ "grams": 500, "reason": "leak", "pulse": 72, "note": "x" }""";

    private static readonly ActivityRegistry _registry = new(typeof(HumanTask).Assembly);
    private static readonly DateTime _at = new(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc);
    private static readonly PersonRef _donor = new("donor", Guid.Parse("00000000-0000-7000-8000-000000000001"));
    private static readonly Guid _id = Guid.Parse("00000000-0000-7000-8000-000000000002");

    private readonly Bank _bank = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The answers are readable: the draft's own rules judge them, on both sides of each limit.</summary>
    [Theory]
    [InlineData("\"maximum\": 600", "\"maximum\": 500", null)]
    [InlineData("\"maximum\": 600", "\"maximum\": 499", "form:review.v1:grams:maximum")]
    [InlineData("\"minimum\": 100", "\"minimum\": 500", null)]
    [InlineData("\"minimum\": 100", "\"minimum\": 501", "form:review.v1:grams:minimum")]
    [InlineData("\"clot\", \"leak\"", "\"leak\", \"other\"", null)]
    [InlineData("\"clot\", \"leak\"", "\"clot\", \"other\"", "form:review.v1:reason:choice")]
    [InlineData("\"reason\"]", "\"reason\", \"note\"]", null)]
    [InlineData("\"title\": \"Note\" }", "\"title\": \"Note\" }, \"more\": { \"type\": \"string\", \"title\": \"More\" }", null)]
    [InlineData("\"title\": \"Note\" }", "\"title\": \"Comment\" }", null)]
    [InlineData("\"note\": {", "\"remark\": {", "form:review.v1:note:unknownField")]
    public async Task Answer_WhenTheFormChanged_ThenIsJudgedByIt(string was, string becomes, string? missing) =>
        Assert.Equal(missing, await MissingAsync(Changed(was, becomes)));

    /// <summary>Never asked, whoever could read the answers; not for an outcome that needs none.</summary>
    [Theory]
    [InlineData("Done", "form:review.v1:more:required")]
    [InlineData("Left", null)]
    public async Task Answer_WhenTheFormAsksOneMore_ThenItWasNeverRecorded(string outcome, string? missing)
    {
        var draft = Changed("\"reason\"]", "\"reason\", \"more\"]").Replace(
            "\"title\": \"Note\" }", "\"title\": \"Note\" }, \"more\": { \"type\": \"string\", \"title\": \"More\" }", StringComparison.Ordinal);

        Assert.Equal(missing, await MissingAsync(draft, outcome: outcome));
        Assert.Equal(missing, await MissingAsync(draft, outcome: outcome, answers: null));
    }

    /// <summary>Erased, or kept by nobody: the honest answer is that it is not known; where no rule changed, none is needed.</summary>
    [Theory]
    [InlineData("\"maximum\": 600", "\"maximum\": 601", "form:review.v1:grams:unread")]
    [InlineData("\"title\": \"Grams\"", "\"title\": \"Weight\"", null)]
    [InlineData("\"title\": \"Note\" }", "\"title\": \"Note\" }, \"more\": { \"type\": \"string\", \"title\": \"More\" }", null)]
    public async Task Answer_WhenItCannotBeRead_ThenOnlyAFormWithTheSameRulesTakesIt(string was, string becomes, string? missing)
    {
        Assert.Equal(missing, await MissingAsync(Changed(was, becomes), answers: null));
        Assert.Equal(missing, await MissingAsync(Changed(was, becomes), isOfPerson: false));
    }

    /// <summary>What is written of a case stays for ever: whether a personal answer is above a limit is not looked at, so both sides say the same.</summary>
    [Theory]
    [InlineData(72)]
    [InlineData(71)]
    public async Task Answer_WhenItIsPersonal_ThenItIsNotLookedAt(int limit) => Assert.Equal(
        "form:review.v1:pulse:personal", await MissingAsync(Changed("\"maximum\": 100,", $"\"maximum\": {limit},")));

    /// <summary>A field asked because of a personal answer tells it as well.</summary>
    [Fact]
    public async Task Answer_WhenItDependsOnAPersonalOne_ThenItIsNotLookedAt() => Assert.Equal("form:review.v1:note:personal", await MissingAsync(
        Changed("\"title\": \"Note\" }", "\"title\": \"Note\", \"x-showIf\": { \"field\": \"pulse\", \"equals\": 72 } }")));

    [Fact]
    public async Task Answer_WhenTheFormIsGone_ThenSaysSo() =>
        Assert.Equal("form:review.v1::gone", await MissingAsync(null));

    /// <summary>A new version of the form is what a new task shows, and what judges.</summary>
    [Fact]
    public async Task Answer_WhenTheFormHasANewVersion_ThenThatJudges() =>
        Assert.Equal("form:review.v2:grams:maximum", await MissingAsync(Changed("\"maximum\": 600", "\"maximum\": 499"), key: "review.v2"));

    /// <summary>The same forms: no task, no form and no answer is looked up.</summary>
    [Fact]
    public void For_WhenTheFormsAreTheSame_ThenNothingIsLookedAt()
    {
        var (before, moved) = (Graph("review.v1", Form), Graph("review.v1", Form, 7));
        var recorded = new RecordedCase(_id, "component-release", before.PackageHash, _at, _at, "{}", []);

        Assert.NotEqual(before.PackageHash, moved.PackageHash);
        Assert.Null(RecordedForms.For(_bank.Services, recorded, before, moved));
        Assert.NotNull(RecordedForms.For(_bank.Services, recorded, before, Graph("review.v1", Changed("600", "599"))));
    }

    [Fact]
    public async Task Answer_WhenNoTaskGaveIt_ThenItStands()
    {
        var check = RecordedForms.For(_bank.Services, Record(), Graph("review.v1", Form), Graph("review.v1", Changed("600", "499")))!;

        Assert.Null(await check.MissingAsync(new ReplayAnswer("Becs.EvaluateRelease", "Blocked"), "Evaluate", Stop));
    }

    /// <summary>A task the journal names and the database has not, or has not completed: which form it showed and what was answered, nobody knows.</summary>
    [Theory]
    [InlineData("00000000-0000-7000-8000-000000000003")]
    [InlineData("not an id")]
    [InlineData(null)]
    public async Task Answer_WhenItsTaskIsNotThere_ThenItWasNeverRecorded(string? taskId)
    {
        _bank.Answer(Graph("review.v1", Form).PackageHash, "Done", isOfPerson: true, Answers);
        var check = RecordedForms.For(_bank.Services, Record(), Graph("review.v1", Form), Graph("review.v1", Changed("600", "499")))!;

        Assert.Equal("task:Becs.HumanTask/review", await check.MissingAsync(new ReplayAnswer("Becs.HumanTask/review", "Done")
        {
            Data = JsonSerializer.SerializeToElement(new { taskId }),
        }, "ReviewBlocked", Stop));
    }

    /// <summary>The version the task was made under is not there: nobody knows what it asked.</summary>
    [Fact]
    public async Task Answer_WhenTheFormItShowedIsNotThere_ThenItWasNeverRecorded()
    {
        var before = Graph("review.v1", Form);
        var (same, other) = (Graph("review.v1", Changed("600", "601")), Graph("other.v1", Form));
        _bank.Packages.Remove(before.PackageHash);

        foreach (var draft in new[] { same, other })
        {
            var task = _bank.Answer(before.PackageHash, "Done", isOfPerson: true, Answers);
            Assert.Equal("task:Becs.HumanTask/review", await RecordedForms.For(_bank.Services, Record(before.PackageHash), before, draft)!.MissingAsync(
                new ReplayAnswer("Becs.HumanTask/review", "Done") { Data = JsonSerializer.SerializeToElement(new { taskId = task }) }, "ReviewBlocked", Stop));
        }
    }

    /// <summary>The facts said it, or somebody skipped it with a signature: no form was answered.</summary>
    [Theory]
    [InlineData("""{ "known": "Done" }""")]
    [InlineData("{}")]
    public async Task Answer_WhenNobodyGaveIt_ThenItStands(string data)
    {
        var check = RecordedForms.For(_bank.Services, Record(), Graph("review.v1", Form), Graph("review.v1", Changed("600", "499")))!;

        Assert.Null(await check.MissingAsync(
            new ReplayAnswer("Becs.HumanTask/review", "Done") { Data = JsonDocument.Parse(data).RootElement }, "ReviewBlocked", Stop));
    }

    private static string Changed(string was, string becomes)
    {
        Assert.Contains(was, Form, StringComparison.Ordinal);
        return Form.Replace(was, becomes, StringComparison.Ordinal);
    }

    private async Task<string?> MissingAsync(
        string? draft, string outcome = "Done", string? answers = Answers, bool isOfPerson = true, string key = "review.v1")
    {
        var before = Graph("review.v1", Form);
        var task = _bank.Answer(before.PackageHash, outcome, isOfPerson, answers);
        var check = RecordedForms.For(_bank.Services, Record(), before, draft is null ? Graph("other.v1", Form) : Graph(key, draft))!;
        var missing = await check.MissingAsync(new ReplayAnswer("Becs.HumanTask/review", outcome)
        {
            Data = JsonSerializer.SerializeToElement(new { taskId = task.ToString("D") }),
        }, "ReviewBlocked", Stop);
        return missing;
    }

    private RecordedCase Record(string? packageHash = null) =>
        new(_id, "component-release", packageHash ?? Graph("review.v1", Form).PackageHash, _at, _at, "{}", []);

    private WorkflowGraph Graph(string key, string form, int moved = 0)
    {
        var definition = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "workflows", "component-release", "component-release.v1.json")))!.AsObject();
        definition["root"]!["activities"]![0]!["metadata"]!["designer"]!["position"]!["x"] = 1000 + moved;
        var package = new PackageBuilder(_registry).Build(JsonSerializer.SerializeToUtf8Bytes(definition), new Dictionary<string, JsonElement>
        {
            [key] = JsonDocument.Parse(form).RootElement,
        });
        _bank.Packages[package.PackageHash] = package;
        return package.Compile(_registry);
    }

    /// <summary>What the check reads of the bank.</summary>
    private sealed class Bank : ITasks, IPersonalRecords, IPackages, ISites, IEventSink
    {
        private WorkTask? _task;
        private string? _answers;

        public Bank() => Services = new ServiceCollection().AddSingleton<TaskForms>().AddSingleton<ITasks>(this).AddSingleton<IPersonalRecords>(this)
            .AddSingleton<IPackages>(this).AddSingleton<ISites>(this).BuildServiceProvider();

        public IServiceProvider Services { get; }

        public Dictionary<string, WorkflowPackage> Packages { get; } = new(StringComparer.Ordinal);

        public Guid Answer(string packageHash, string outcome, bool isOfPerson, string? answers)
        {
            _answers = answers;
            var operation = new OperationContext
            {
                OperationId = _id,
                Action = "task.complete",
                UserId = _id,
                UserName = "tec1",
                PrintedName = "T",
                Permissions = new HashSet<string> { Permissions.TasksWork, Permissions.ComponentsRelease },
                SiteId = new SiteId(_id),
                SiteTimeZone = TimeZoneInfo.Utc,
                NowAt = _at,
            };
            _task = WorkTask.Create(new TaskId(_id), new TaskSpecification
            {
                SiteId = new SiteId(_id),
                Process = "component-release",
                TitleKey = "Task.ReviewBlockedUnit",
                FormKey = "review",
                FormVersion = 1,
                Person = isOfPerson ? _donor : null,
                CandidatePermission = Permissions.ComponentsRelease,
                Outcomes = ["Done", "Left"],
                InstanceId = _id,
                PackageHash = packageHash,
            }, operation, this);
            _task.Complete(operation, outcome, _task.Revision, this);
            return _id;
        }

        Task<IReadOnlyList<WorkTask>> ITasks.CompletedOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<WorkTask>>([_task!]);

        Task<T?> IPersonalRecords.GetAsync<T>(PersonRef person, string kind, Guid recordId, CancellationToken cancellationToken)
            where T : class =>
            Task.FromResult(_answers is null ? null : (T?)(object)new TaskSubmission(recordId, "Done", JsonDocument.Parse(_answers).RootElement));

        ValueTask<StoredPackage?> IPackages.FindAsync(string packageHash, CancellationToken cancellationToken) => ValueTask.FromResult(
            Packages.TryGetValue(packageHash, out var found) ? new StoredPackage(packageHash, "component-release", 1, found.Bytes, null) : null);

        Task<Site?> ISites.FindAsync(SiteId id, CancellationToken cancellationToken) => Task.FromResult<Site?>(null);

        void IEventSink.Raise(SubjectRef subject, BecsEvent fact, DateTime? occurredAt)
        {
        }

        void ITasks.Add(WorkTask task) => throw new NotSupportedException();

        Task<WorkTask?> ITasks.FindAsync(TaskId id, CancellationToken cancellationToken) => throw new NotSupportedException();

        Task<WorkTask?> ITasks.FindByBookmarkAsync(Guid instanceId, string bookmarkId, CancellationToken cancellationToken) => throw new NotSupportedException();

        Task<IReadOnlyList<WorkTask>> ITasks.OpenOfInstanceAsync(Guid instanceId, CancellationToken cancellationToken) => throw new NotSupportedException();

        IReadOnlyList<WorkTask> ITasks.MadeForInstance(Guid instanceId) => throw new NotSupportedException();

        Task<IReadOnlyList<WorkTask>> ITasks.DueForEscalationAsync(DateTime nowAt, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        Task IPersonalRecords.PutAsync<T>(PersonRef person, string kind, Guid recordId, T value, CancellationToken cancellationToken) => throw new NotSupportedException();

        Task IPersonalRecords.IndexAsync(PersonRef person, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken) => throw new NotSupportedException();

        Task<IReadOnlyList<PersonRef>> IPersonalRecords.SearchAsync(
            string personKind, IReadOnlyDictionary<string, string> fields, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        Task IPersonalRecords.EraseAsync(PersonRef person, CancellationToken cancellationToken) => throw new NotSupportedException();

        ValueTask<StoredPackage?> IPackages.FindEffectiveAsync(string definitionId, DateTime atUtc, CancellationToken cancellationToken) => throw new NotSupportedException();

        ValueTask<string?> IPackages.FindEffectiveHashAsync(string definitionId, DateTime atUtc, CancellationToken cancellationToken) => throw new NotSupportedException();

        ValueTask<IReadOnlyList<StoredTrigger>> IPackages.FindTriggersAsync(string name, string hash, DateTime atUtc, CancellationToken cancellationToken) => throw new NotSupportedException();

        Task<IReadOnlyList<Site>> ISites.AllAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        void ISites.Add(Site site) => throw new NotSupportedException();
    }
}
