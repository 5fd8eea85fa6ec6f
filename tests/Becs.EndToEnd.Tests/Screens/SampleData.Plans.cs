using Becs.Domain.ChangeControl;
using Becs.Server.ChangeControl;
using Becs.Server.Signatures;

namespace Becs.EndToEnd.Tests.Screens;

/// <content>Running instances of a changed workflow, and plans for them in every state.</content>
internal sealed partial class SampleData
{
    private static readonly PlanInstance[] PlanInstances =
        [new(Id, true, [], []), .. Enum.GetNames<Becs.Workflows.Migrating.MigrationReason>().Select(r => new PlanInstance(Guid.Empty, false, [r + ":Verify"], r == "WouldPassBy" ? ["Verify the label"] : []))];

    Task<PlanPageView> IPlanPages.FindAsync(Guid change, CancellationToken cancellationToken)
    {
        var plans = Enum.GetValues<MigrationPlanState>().Select((s, i) => new PlanView(
            new Guid(i + 1, 0, 0, new byte[8]), i + 1, s, 1, 2, new string('b', 64), new string('c', 64), new string('d', 64),
            new Dictionary<string, string> { ["Verify"] = "VerifyLabel" }, [new("SecondCheck", "Second check", "Checked on paper")], i == 3 ? Id : null, 3, 1)).ToList();
        return Task.FromResult(new PlanPageView(
            new InFlightView([new(new string('b', 64), 1, 12, [new("Verify", "Verify the label", 8), new("Release", "Release", 4)])], plans),
            plans.ToDictionary(p => p.Id, _ => (IReadOnlySet<PlanAct>)new HashSet<PlanAct>(Enum.GetValues<PlanAct>())), true));
    }

    public Task<DryRunView> DryRunAsync(Guid change, PlanRequest plan, Guid? after, CancellationToken cancellationToken = default) =>
        Task.FromResult(new DryRunView(12, 11, PlanInstances[1..],
            [new("SecondCheck", "Second check", 3, null, false), new("Verify", "Verify the label", 1, "Labels are verified.", false), new("Child", "Test it", 1, null, true)],
            null));

    public Task<PlanProposal> ProposalAsync(Guid change, PlanRequest plan, CancellationToken cancellationToken = default) =>
        Task.FromResult(new PlanProposal(5, 1, 2, "{}", new string('d', 64), [new("SecondCheck", "Second check", "Checked on paper")]));

    public Task ProposeAsync(Guid change, PlanRequest plan, string comment, SignatureRequest signature, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;

    public Task ActAsync(Guid change, Guid plan, PlanAct act, string comment, SignatureRequest signature, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;

    public Task<MigrationProgress> CarryOutAsync(Guid plan, Guid? after, CancellationToken cancellationToken = default) =>
        Task.FromResult(new MigrationProgress(12, 11, 1, null));

    public Task<IReadOnlyList<PlanInstance>> InstancesAsync(Guid plan, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<PlanInstance>>(PlanInstances);

    public Task<RetirementView> LookAsync(string definitionId, string? packageHash, CancellationToken cancellationToken = default) =>
        Task.FromResult(new RetirementView(definitionId, [1], new string('a', 64), new Dictionary<int, int> { [1] = 1 }));

    public Task RetireAsync(string definitionId, string? packageHash, SignatureRequest signature, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;
}
