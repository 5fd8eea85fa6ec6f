using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Server.Accounts;
using Becs.Server.Audit;
using Becs.Server.ChangeControl;
using Becs.Server.Components;
using Becs.Server.Donations;
using Becs.Server.Donors;
using Becs.Server.Haemovigilance;
using Becs.Server.Hosting;
using Becs.Server.Instances;
using Becs.Server.Operations;
using Becs.Server.Orders;
using Becs.Server.Patients;
using Becs.Server.Quarantine;
using Becs.Server.Shell.Lists;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;
using Becs.Server.Tasks;
using Becs.Server.Tasks.Forms;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Becs.EndToEnd.Tests.Screens;

/// <summary>One of everything, so that each page can be looked at and judged without a database behind it.</summary>
internal sealed partial class SampleData : IShellSessions, ISignInDoor, ITaskBoard, IDrafts, IInstancePages, IWorkflowPages, IDonorPages, IDonationPages,
    IUnitPages, IAuditPages, IAccountPages, IOrderPages, IPatientPages, IChangePages, IVendorPages, IPlanPages, IRetirementPages, IEvidencePages, IPartPages, ITrainingPages, ITrainingRecordPages,
    IIntegrityPages, IPlatformPages, IPastPages
{
    public const string Din = "W123426000001";
    public const string Product = "E0336V00";
    public static readonly Guid Id = Guid.Parse("01975898-0000-7000-8000-000000000001");
    private const string DinShown = "W1234 26 000001 [A]";
    private static readonly DateTime Now = new(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc);
    private static readonly SiteChoice[] Sites =
    [
        new(Id, "NOR", "North Blood Center", TimeZoneInfo.FindSystemTimeZoneById("America/New_York")),
        new(Guid.Parse("01975898-0000-7000-8000-000000000002"), "WES", "West Blood Center", TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles")),
    ];

    public int Completed { get; private set; }

    public static CaseLine[] Cases => [new(Id, "Component release", "suspended")];

    public static TimelineEntry[] Timeline =>
    [
        new(Now, "Registered", "visit 17", "reg1", Tone.Neutral), new(Now.AddMinutes(20), "Donor accepted", "", "scr1", Tone.Good),
        new(Now.AddMinutes(50), "Collected", "475 mL", "phl1", Tone.Good), new(Now.AddHours(5), "Anti-HCV initially reactive", "repeat ordered", "lab1", Tone.Warning),
    ];

    public static TraceView Trace => new("u", [
        new("d", TraceKind.Donor, "D-000017", "active", Tone.Good, "/donors/" + Id), new("n", TraceKind.Donation, DinShown, "suitable", Tone.Good, "/donations/" + Din, Now),
        new("s", TraceKind.Sample, "S-1", "received", Tone.Good), new("t", TraceKind.Test, "Anti-HCV", "non-reactive", Tone.Good),
        new("w", TraceKind.Unit, "E0009V00 whole blood", "modified", Tone.Neutral),
        new("u", TraceKind.Unit, $"{Product} red cells", "transfused", Tone.Good, $"/units/{Din}/{Product}"), new("v", TraceKind.Unit, "E0701V00 plasma", "issued", Tone.Info),
        new("x", TraceKind.Unit, "E2807V00 platelets", "quarantined", Tone.Warning), new("o", TraceKind.Order, "ORD-12", "open", Tone.Info, "/orders/" + Id),
        new("q", TraceKind.Order, "ORD-13", "open", Tone.Info), new("p", TraceKind.Patient, "P-000044", "", Tone.Good), new("r", TraceKind.Patient, "P-000045", "", Tone.Good)],
        [new("d", "n"), new("n", "s"), new("s", "t"), new("n", "w"), new("w", "u"), new("w", "v"), new("w", "x"), new("u", "o", "issued"), new("o", "p", "transfused"),
            new("v", "q", "issued"), new("q", "r", "for")]);

    public static BlockerVectorView Vector => new(Now,
        [new("RB-13", "Test not final", BlockerState.Blocked, "Anti-HCV repeat pending", "us-rel-13", ["test HCV"]), new("RB-32", "Label not verified", BlockerState.Blocked, "", "us-rel-32", []),
            new("RB-09", "Kit or lot expired or recalled", BlockerState.Covered, "", "", [], new("SOP-BT-031", "qa1", new(2026, 12, 31))), new("RB-01", "Donor identity", BlockerState.Clear, "", "us-rel-01", ["visit 17"])]);

    public static HoldView Held => new("Visual defect", "CLOTS-1", "The donation", DinShown, "/donations/" + Din, "cmp1", Now, "doubt confirmed", "discard what is held",
        "lab1", Now.AddMinutes(20), [new(new(Din, Product, "Red cells", "released", Tone.Good, Now.AddDays(42)), DinShown, $"/units/{Din}/{Product}"),
            new(new(Din, "E0701V00", "Plasma", "issued", Tone.Info, Now.AddDays(300)), DinShown, null)], 3);

    public static GraphView Graph => new GraphView(
        [new("a", "Gather the facts", "Becs.Gather"), new("b", "Evaluate the blockers", "Becs.EvaluateRelease"), new("c", "Print the label", "Becs.PrintLabel"),
         new("d", "Verify the label by a second person", "Becs.VerifyLabel"), new("e", "Release", "Becs.Release"), new("f", "Stays in quarantine", "Becs.Quarantine")],
        [new("a", "b", "Done"), new("b", "c", "Clear"), new("b", "f", "Blocked"), new("c", "d", "Done"), new("d", "c", "Mismatch"), new("d", "e", "Verified")])
        .WithRun(new Dictionary<string, GraphNodeRun>
        {
            ["a"] = new(ActivityState.Done),
            ["b"] = new(ActivityState.Done, Visits: 2),
            ["c"] = new(ActivityState.Done),
            ["d"] = new(ActivityState.Waiting, "label task"),
            ["e"] = new(ActivityState.NotReached),
            ["f"] = new(ActivityState.Faulted, "INC-7"),
        }, new HashSet<(string, string)> { ("a", "Done"), ("b", "Clear"), ("c", "Done") });

    public static FormSchema Form => FormSchema.Parse("""
        {"type":"object","title":"Examination","required":["well","haemoglobin","bag"],"x-groups":[{"key":"v","title":"Vital signs"},{"key":"s","title":"Cross-scan"}],
         "properties":{"donor":{"type":"string","title":"Donor","readOnly":true},
          "well":{"type":"boolean","title":"Do you feel well and healthy today?","description":"Ask in these words.","x-widget":"yesNo"},
          "why":{"type":"string","title":"What is wrong?","x-widget":"textarea","x-showIf":{"field":"well","equals":false}},
          "haemoglobin":{"type":"integer","title":"Haemoglobin","minimum":50,"maximum":250,"x-decimals":1,"x-unit":"g/dL","x-group":"v"},
          "pulse":{"type":"integer","title":"Pulse","minimum":30,"maximum":220,"x-unit":"/min","x-group":"v"},
          "arm":{"type":"string","title":"Arm","enum":["left","right"],"x-enumTitles":{"left":"Left","right":"Right"},"x-group":"v"},
          "start":{"type":"string","format":"date-time","title":"Start of collection","x-group":"v"},
          "bag":{"type":"string","title":"Donation number on the bag","x-widget":"scan","x-isbt":"din","x-group":"s"},
          "tube":{"type":"string","title":"Donation number on the tubes","x-widget":"scan","x-isbt":"din","x-sameAs":"bag","x-group":"s"},
          "results":{"type":"array","title":"Results","minItems":2,"maxItems":5,"items":{"type":"object","properties":{
            "test":{"type":"string","title":"Test","enum":["a","b","c"],"x-enumTitles":{"a":"Anti-HIV","b":"HBsAg","c":"Anti-HCV"} },
            "value":{"type":"string","title":"Result","enum":["nr","r"],"x-enumTitles":{"nr":"Non-reactive","r":"Reactive"} },"ratio":{"type":"integer","title":"S/CO","x-decimals":2} } } }
         }}
        """);

    public Task<ShellSession?> CurrentAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<ShellSession?>(new("qa1", "Quinn Quality", Permissions.All, Sites, Sites[0], Now));

    public async Task<SignInVerdict> SignInAsync(HttpContext http, string userName, string password, string? totp)
    {
        if (userName == "changed")
        {
            throw new RuleException("AUD-410", "accounts 1 is not as it was written.");
        }

        if (password != "right")
        {
            return SignInVerdict.Refused;
        }

        await http.SignInAsync(new(new System.Security.Claims.ClaimsIdentity([new("sub", userName)], "sample")));
        return SignInVerdict.SignedIn;
    }

    public Task SignOutAsync(HttpContext http) => http.SignOutAsync();

    Task<PageOf<TaskRow>> ITaskBoard.ListAsync(TaskFilter filter, CancellationToken cancellationToken) => Task.FromResult(new PageOf<TaskRow>(
        filter.Scope == TaskScope.Mine ? [] : [Row(1, -20, false), Row(2, 30, true), Row(3, 600, false), Barred], 1, 25, filter.Scope == TaskScope.Mine ? 0 : 60));

    public Task<IReadOnlyList<ProcessChoice>> ProcessesAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ProcessChoice>>([new("donor-eligibility", "Donor eligibility")]);

    Task<TaskDetail?> ITaskBoard.FindAsync(Guid task, CancellationToken cancellationToken) => Task.FromResult<TaskDetail?>(new(
        Row(2, 30, true), "Read each question aloud. Measure twice when a value is near its limit.", Form, new JsonObject { ["donor"] = "D-000017" },
        [new("accepted", "Accept", ["performed"], Tone.Good), new("refer", "Refer to physician", []), new("deferred", "Defer", ["performed"], Tone.Bad)],
        Id, "Donor eligibility", "exam", new string('a', 64), NeedsUserName: true, Vector: Vector, Hold: Held, Training: task == Untrained ? LacksForTask : null));

    public Task ClaimAsync(Guid task, long expectedRevision, CancellationToken cancellationToken = default) =>
        throw new ConflictException("TSK-409", "taken");

    public Task ReleaseAsync(Guid task, long expectedRevision, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<CompletionResult> CompleteAsync(TaskCompletion completion, CancellationToken cancellationToken = default)
    {
        Completed++;
        return Task.FromResult(new CompletionResult(CompletionState.Completed));
    }

    public Task<TaskDraft?> LoadAsync(Guid task, CancellationToken cancellationToken = default) => Task.FromResult<TaskDraft?>(null);

    public Task SaveAsync(Guid task, JsonObject data, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task DiscardAsync(Guid task, CancellationToken cancellationToken = default) => Task.CompletedTask;

    Task<InstanceView?> IInstancePages.FindAsync(Guid instance, CancellationToken cancellationToken) => Task.FromResult<InstanceView?>(new(
        Id, "Component release", "component-release", 1, new string('b', 64), "suspended", DinShown, "/donations/" + Din, Now, null, Graph,
        [new(Now, "Gather the facts", "completed", "Done", "system", "", "b", 1), new(Now.AddMinutes(1), "Evaluate the blockers", "completed", "Clear", "system", "RB-01 clear", "b", 1)],
        [new(Id, "Verify the label", null, Now.AddMinutes(30))], [Incident], [new(Id, "Donation testing", "finished", true)]));

    public Task<PageOf<IncidentRow>> IncidentsAsync(IncidentFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult(new PageOf<IncidentRow>(
            [Incident, Incident with { Number = "INC-6", IsOpen = false, Resolution = "skipped" }], 1, 25, 2));

    public Task<BulkIncidentsAnswer> TryBulkAsync(
        BulkIncidentAction action, IReadOnlyCollection<Guid> chosen, CancellationToken cancellationToken = default) =>
        Task.FromResult(new BulkIncidentsAnswer(chosen.Count, new string('d', 64), 0, new Dictionary<Guid, string>()));

    public Task<BulkIncidentsAnswer> BulkAsync(
        BulkIncidentAction action, IReadOnlyCollection<Guid> chosen, int expectedCount, string? reason, SignatureRequest? signature,
        CancellationToken cancellationToken = default) =>
        Task.FromResult(new BulkIncidentsAnswer(expectedCount, new string('d', 64), expectedCount, new Dictionary<Guid, string>()));

    public Task RetryAsync(IncidentRow incident, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task SkipAsync(
        IncidentRow incident, string outcome, SignatureRequest signature, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CancelAsync(IncidentRow incident, SignatureRequest signature, CancellationToken cancellationToken = default) => Task.CompletedTask;

    Task<IReadOnlyList<WorkflowRow>> IWorkflowPages.ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<WorkflowRow>>(
        [new("component-release", "Component release", "From quarantine to stock.", 1, Now, 4, 0), new("quarantine", "Quarantine", "Hold, investigate, lift or discard.", 1, Now, 2, 1)]);

    Task<WorkflowView?> IWorkflowPages.FindAsync(string definitionId, int? version, CancellationToken cancellationToken) => Task.FromResult<WorkflowView?>(
        new(definitionId, "Component release", "From quarantine to stock.", [new(2, "effective", new string('b', 64), Now, "qa1", 4), new(1, "superseded", new string('a', 64), Now, "qa1", 1)], 2, Graph));

    public Task<IReadOnlyList<DonorRow>> SearchAsync(DonorSearch search, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DonorRow>>([new(Id, "D-000017", "Alder, Ash", new(1990, 2, 3), new(2026, 3, 1), true)]);

    Task<DonorView?> IDonorPages.FindAsync(Guid donor, CancellationToken cancellationToken) => Task.FromResult<DonorView?>(new(
        Id, "D-000017", "Alder, Ash", new(1990, 2, 3), "O RhD positive", new(2026, 8, 5),
        [new("TRAVEL-1", "Travel to a malaria area", new(2026, 3, 2), new(2026, 6, 2), false, false, Tone.Neutral), new("HB-LOW", "Haemoglobin low", new(2026, 6, 1), null, false, true, Tone.Bad)],
        Donations, Timeline, Cases));

    public Task<Guid?> StartVisitAsync(Guid donor, CancellationToken cancellationToken = default) => Task.FromResult<Guid?>(null);

    Task<PageOf<DonationRow>> IDonationPages.ListAsync(string search, int page, int pageSize, CancellationToken cancellationToken) =>
        Task.FromResult(new PageOf<DonationRow>(Donations, 1, 25, 1));

    Task<DonationView?> IDonationPages.FindAsync(string din, CancellationToken cancellationToken) => Task.FromResult<DonationView?>(new(
        Id, Din, DinShown, "tested", Tone.Info, Id, "D-000017", "O RhD positive", Now, Timeline,
        [new("HIV", "Anti-HIV 1/2", "non-reactive", Tone.Good, [new("0.12 NR", "RUN-5", Now, "lab1", false)]),
         new("HCV", "Anti-HCV", "repeat pending", Tone.Warning, [new("1.30 IR", "RUN-5", Now, "lab1", true), new("0.90 NR", "RUN-6", Now, "lab2", false)])],
        [new(Din, Product, "Red cells, leukocytes reduced", "quarantined", Tone.Warning, Now.AddDays(42))], Cases, Trace));

    Task<PageOf<UnitRow>> IUnitPages.ListAsync(string search, string state, int page, int pageSize, CancellationToken cancellationToken) =>
        Task.FromResult(new PageOf<UnitRow>([new(Din, DinShown, Product, "Red cells", "O RhD positive", "quarantined", Tone.Warning, Now.AddDays(42))], 1, 25, 1));

    Task<UnitView?> IUnitPages.FindAsync(string din, string productCode, CancellationToken cancellationToken) => Task.FromResult<UnitView?>(new(
        Id, Din, DinShown, Product, "Red cells, leukocytes reduced", "quarantined", Tone.Warning, "O RhD positive", "5100", 312, Now.AddDays(42), false, "Quarantine fridge 2",
        [new(Product, "printed", Tone.Neutral, Now, "lbl1", null, "O RhD positive", "5100", "22 Jul 2026 23:59")], [new(Id, "Visual inspection", "unit", Now, "cmp1", true)],
        Vector,
        Timeline, Cases, Trace));

    Task<OrderView?> IOrderPages.FindAsync(Guid order, CancellationToken cancellationToken) => Task.FromResult<OrderView?>(new(
        Id, "ORD-12", "Placed", Tone.Info, Id, "P-000044", "Urgent", Now.AddHours(4), Now, "hos1", "West Blood Center", "North Blood Center", null,
        [new(1, "Red cells", 2, 1, 1, "irradiated")],
        [new(Din, DinShown, Product, "Red cells, leukocytes reduced", 1, Now, "iss1", "compatible", Now.AddMinutes(20), "iss2", true, true, "transfused", Tone.Good)],
        [new(Id, "Crossmatch", "ORD-12 " + Din, Now.AddMinutes(30))]));

    Task<PageOf<PatientLine>> IPatientPages.SearchAsync(PatientSearch search, int page, int pageSize, CancellationToken cancellationToken) =>
        Task.FromResult(new PageOf<PatientLine>([new(Id, "P-000044", "Birch, Bo", new(1971, 4, 5), "H-4711", Now)], 1, 25, 60));

    Task<PatientView?> IPatientPages.FindAsync(Guid patient, CancellationToken cancellationToken) => Task.FromResult<PatientView?>(new(
        Id, "P-000044", "Birch, Bo", new(1971, 4, 5), "Female", "H-4711", "A RhD positive", "confirmed", Tone.Good,
        [new("A RhD positive", Now, "lab1")], [new("anti-K", Now, "lab2")], [new("irradiated", new(2026, 6, 1), null, true)],
        [new("S-88", Now, Now.AddDays(3), true, "A RhD positive, antibody screen negative")], [new(Id, "ORD-12", "Placed", Tone.Info, Now.AddHours(4))],
        [new(Din, DinShown, Product, "Red cells, leukocytes reduced", Now, "transfused", Tone.Good)]));

    public Task<AuditCut> ListAsync(AuditSearch search, Guid? before, CancellationToken cancellationToken = default) => Task.FromResult(new AuditCut(
        [new(Id, Now, "rel1", "unregistered", "unit.released", "unit:0197", null, "quarantined", "released", "all clear", "Ray Release: I release this", Id, "b", "NOR", Now)],
        Id, AuditCut.MostCounted + 1, "?userName=rel1"));

    public Task<Guid?> NextPartAsync(AuditSearch search, string format, Guid? after, CancellationToken cancellationToken = default) => Task.FromResult<Guid?>(Id);

    Task<PageOf<AccountRow>> IAccountPages.ListAsync(string search, int page, int pageSize, CancellationToken cancellationToken) =>
        Task.FromResult(new PageOf<AccountRow>([Account], 1, 50, 1));

    Task<AccountRow?> IAccountPages.FindAsync(Guid account, CancellationToken cancellationToken) => Task.FromResult<AccountRow?>(Account);

    public Task<IReadOnlyList<GrantableSite>> SitesAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<GrantableSite>>([.. Sites.Select(s => new GrantableSite(s.Id, s.Code, s.Name))]);

    public Task<Guid> CreateAsync(NewAccount account, CancellationToken cancellationToken = default) => Task.FromResult(Id);

    public Task ChangeAsync(Guid account, long expectedVersion, IReadOnlyList<string> roles, IReadOnlyList<Guid> siteIds, string reason, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;

    public Task LockAsync(Guid account, string reason, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task UnlockAsync(Guid account, string reason, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task EndAsync(Guid account, DateTime? endsAt, string reason, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task ChangePasswordAsync(string current, string next, CancellationToken cancellationToken = default) => Task.CompletedTask;

    private static DonationRow[] Donations => [new(Din, DinShown, "tested", Tone.Info, Now, 1)];

    private static AccountRow Account => new(Id, "lab1", "Lee Laboratory", ["laboratory"], [Id], false, null, Now, 3);

    private static IncidentRow Incident =>
        new("INC-7", Id, "Component release", "Print the label", Now, "TimeoutException", "The printer LBL-1 did not answer.", true, true, true, true, new string('c', 64));

    private static TaskRow Barred => Row(4, 90, false) with { MayClaim = false, BarredReason = "Somebody else must do this one." };

    private static TaskRow Row(int n, int dueInMinutes, bool mine) => new(
        Guid.Parse($"01975898-0000-7000-8000-00000000000{n}"), mine ? "Physical examination" : "Confidential interview", "donor-eligibility", "Donor eligibility",
        DinShown, "/donations/" + Din, mine ? TaskState.Claimed : TaskState.Open, mine ? "qa1" : null, mine, !mine, Now.AddMinutes(dueInMinutes), Now, 1, 1);
}
