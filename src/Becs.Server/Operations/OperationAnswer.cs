namespace Becs.Server.Operations;

/// <summary>What came of an operation: done, or received and not applied because its workflow failed.</summary>
/// <param name="Value">The answer; default when not applied.</param>
/// <param name="Replayed">True when this operation id had been answered before; the answer is the first one.</param>
/// <param name="IncidentId">Set when the submission is kept with an incident instead of being applied; nobody types it again.</param>
public sealed record OperationAnswer<T>(T? Value, bool Replayed = false, Guid? IncidentId = null)
{
    public bool Applied => IncidentId is null;

    /// <summary>200 with the answer, or 202 with the number of the incident.</summary>
    public IResult ToResult(Func<T, IResult>? applied = null) => IncidentId is { } incident
        ? Results.Json(new ReceivedNotApplied(incident), statusCode: StatusCodes.Status202Accepted)
        : applied is null ? Results.Ok(Value) : applied(Value!);
}

/// <summary>The submission is stored; QA or an administrator retries it.</summary>
public sealed record ReceivedNotApplied(Guid IncidentId)
{
    public string Status { get; } = "received-not-applied";
}
