using System.Text.Json;
using Becs.Persistence.ReadModel;
using Becs.Server.Audit;
using Becs.Server.Instances;

namespace Becs.EndToEnd.Tests.Screens;

internal sealed partial class SampleData
{
    private static PastPackage PastPackage => new(new string('b', 64), "component-release", 2, "Quinn Quality", "approved", Now.AddDays(-3), Now.AddDays(-2), null);

    private static PastSigners Signers => new(
        "components.release", [], [new(Id, "rel1", "Ray Release")], [new(Id, "rel2", "Ren Release")], [new(Id, "cmp1", "Chris Components")], null);

    private static PastOpenTask[] PastTasks => [new(Id, "Task.ReleaseUnit", "release", Id, Now.AddHours(-1), Now.AddHours(3), ["released"], Signers)];

    private static PastGate[] PastGates =>
    [
        new(Id, "Release", "unit", Id, "Blocked", Now.AddMinutes(-5), "rel1", "Ray Release", Id, new string('b', 64),
            JsonDocument.Parse("""{"results":[{"blocker":"RB-14","state":"Blocked","reason":"reactive:HBSAG"}]}""").RootElement, ["RB-14 Blocked reactive:HBSAG"]),
        new(Id, "PrintLabel", "unit", Id, "Clear", Now.AddMinutes(-50), "lbl1", null, Id, new string('b', 64), JsonDocument.Parse("{}").RootElement, []),
    ];

    private static PastRefusal[] PastRefusals => [new(Id, Now.AddMinutes(-2), "rel2", "task.complete", """{"code":"TSK-013","facts":{"permission":"components.release"}}""")];

    Task<PastInstancePage?> IPastPages.InstanceAsync(Guid instance, DateTime at, CancellationToken cancellationToken) => Task.FromResult<PastInstancePage?>(new(
        new PastInstanceView(
            Id, "component-release", "Component release", Id, "NOR", Now, "2026-06-10T10:00:00.000000-04:00", "America/New_York", "suspended", Now.AddHours(-2), null,
            PastPackage, PastPackage with { Version = 1, PackageHash = new string('a', 64), RetiredAt = Now.AddHours(-1) },
            [
                new("release", "Release", "Becs.HumanTask", Now.AddHours(-1), "waiting", Now.AddHours(3), Id, null),
                new("label", "Print label", "", Now.AddMinutes(-30), "faulted", null, null, "The printer did not answer."),
            ],
            PastTasks, [new(Now.AddHours(-1), "Verify", "ended", "Match", "lbl2", "W1234 26 000001", new string('a', 64), 3)], PastGates, PastRefusals,
            ["What cmp1 might do: the trail never says it."]),
        Graph));

    Task<PastUnitView?> IPastPages.UnitAsync(string din, string productCode, DateTime at, CancellationToken cancellationToken) => Task.FromResult<PastUnitView?>(new(
        Id, Id, "NOR", Now, "2026-06-10T10:00:00.000000-04:00", "America/New_York", true, "Labelled", Now.AddHours(-1), true, Now.AddMinutes(-1),
        [new(Din, Product, Now.AddHours(-3), null)], [new(1, Product, "5100", Now.AddHours(-1), "lbl1", Now.AddMinutes(-40), null)],
        [new(Id, "donation", Id, "visual", null, "lab1", false, Now.AddHours(-2), null, null, null, null, null)],
        [new(Id, "HBSAG", "Screening", "Reactive", "lab1", Now.AddHours(-2), false), new(Id, "HCV-AB", "Screening", null, "lab2", Now.AddHours(-2), true)],
        PastGates, PastTasks, PastRefusals, [Id], ["What cmp1 might do: the trail never says it."]));

    Task<IReadOnlyList<PastFound>> IPastPages.FindAsync(string record, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PastFound>>([new("unit", Id, DinShown, $"/units/{Din}/{Product}/at"), new("instance", Id, "Component release", $"/workflow-instances/{Id}/at")]);
}
