using Becs.Server.Instances;

namespace Becs.Server.ChangeControl;

/// <summary>A workflow of the house.</summary>
public sealed record WorkflowRow(
    string DefinitionId, string Title, string Description, int EffectiveVersion, DateTime? EffectiveAt, int OpenInstances, int Drafts);

/// <summary>One version of a workflow, with its state of approval.</summary>
/// <param name="State">draft, in-review, validated, approved, effective, superseded, retired, rejected, withdrawn.</param>
public sealed record WorkflowVersionRow(
    int Version, string State, string PackageHash, DateTime? EffectiveAt, string AcceptedBy, int OpenInstances);

/// <summary>A workflow with its versions and the graph of the one chosen.</summary>
/// <param name="HasOwnDraft">This person has a draft of it.</param>
public sealed record WorkflowView(
    string DefinitionId, string Title, string Description, IReadOnlyList<WorkflowVersionRow> Versions, int ShownVersion, GraphView Graph,
    bool HasOwnDraft = false);

/// <summary>Seam between the workflow pages and the packages.</summary>
public interface IWorkflowPages
{
    Task<IReadOnlyList<WorkflowRow>> ListAsync(CancellationToken cancellationToken = default);

    /// <param name="version">Null: the effective version.</param>
    Task<WorkflowView?> FindAsync(string definitionId, int? version, CancellationToken cancellationToken = default);
}
