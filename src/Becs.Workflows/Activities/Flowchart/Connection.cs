namespace Becs.Workflows.Activities.Flowchart.Models;

/// <summary>One end of a connection.</summary>
/// <param name="Activity">The id of the activity.</param>
/// <param name="Port">The port: an outcome at the source, <c>In</c> at the target.</param>
public sealed record Endpoint(string Activity, string? Port = null);

/// <summary>An arrow from an outcome of one activity to another activity.</summary>
/// <param name="Source">Where it starts.</param>
/// <param name="Target">Where it ends.</param>
public sealed record Connection(Endpoint Source, Endpoint Target);
