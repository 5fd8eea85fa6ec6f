namespace Becs.Workflows.Models;

/// <summary>Options of a definition, as Studio writes them. Strategy names are kept as text and never loaded.</summary>
/// <param name="UsableAsActivity">Whether Studio offers the workflow as an activity.</param>
/// <param name="AutoUpdateConsumingWorkflows">Not followed here: a package pins its children until it is changed.</param>
/// <param name="ActivityCategory">The toolbox group it is offered in.</param>
/// <param name="ActivationStrategyType">The name of a strategy.</param>
/// <param name="IncidentStrategyType">The name of a strategy.</param>
/// <param name="CommitStrategyName">The name of a strategy.</param>
public sealed record WorkflowOptions(
    bool? UsableAsActivity = null,
    bool AutoUpdateConsumingWorkflows = false,
    string? ActivityCategory = null,
    string? ActivationStrategyType = null,
    string? IncidentStrategyType = null,
    string? CommitStrategyName = null);
