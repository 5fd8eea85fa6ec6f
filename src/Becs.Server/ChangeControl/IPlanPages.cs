using Becs.Domain.ChangeControl;
using Becs.Server.Signatures;

namespace Becs.Server.ChangeControl;

/// <summary>What the part of a change's page about running instances shows to one person.</summary>
/// <param name="View">Where they stand, and the plans.</param>
/// <param name="Acts">What this person may do with each plan.</param>
/// <param name="MayPropose">Whether they may propose one.</param>
public sealed record PlanPageView(InFlightView View, IReadOnlyDictionary<Guid, IReadOnlySet<PlanAct>> Acts, bool MayPropose);

/// <summary>Seam between the page and the server: running instances of a changed workflow.</summary>
public interface IPlanPages
{
    Task<PlanPageView> FindAsync(Guid change, CancellationToken cancellationToken = default);

    /// <summary>What a plan would do to the next instances. Writes nothing.</summary>
    Task<DryRunView> DryRunAsync(Guid change, PlanRequest plan, Guid? after, CancellationToken cancellationToken = default);

    Task<PlanProposal> ProposalAsync(Guid change, PlanRequest plan, CancellationToken cancellationToken = default);

    Task ProposeAsync(Guid change, PlanRequest plan, string comment, SignatureRequest signature, CancellationToken cancellationToken = default);

    /// <summary>A signed step.</summary>
    Task ActAsync(Guid change, Guid plan, PlanAct act, string comment, SignatureRequest signature, CancellationToken cancellationToken = default);

    /// <summary>Takes the next instances over.</summary>
    Task<MigrationProgress> CarryOutAsync(Guid plan, Guid? after, CancellationToken cancellationToken = default);

    /// <summary>What a plan did to its first thousand instances.</summary>
    Task<IReadOnlyList<PlanInstance>> InstancesAsync(Guid plan, CancellationToken cancellationToken = default);
}
