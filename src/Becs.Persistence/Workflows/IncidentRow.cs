namespace Becs.Persistence.Workflows;

/// <summary>A burst that failed, until somebody retries, skips or cancels it.</summary>
public sealed class IncidentRow
{
    public required Guid Id { get; init; }

    /// <summary>Instance that could not go on; null when it never started.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>Operation that failed; its submission may be kept sealed (<see cref="Operations.IReceivedSubmissions"/>).</summary>
    public required Guid OperationId { get; init; }

    public required Guid SiteId { get; init; }

    public string? PackageHash { get; init; }

    /// <summary>What was to move the instance, without personal data; null when it is the sealed submission.</summary>
    public string? StimulusKind { get; init; }

    public string? StimulusJson { get; init; }

    public required string ExceptionType { get; init; }

    public required string Message { get; init; }

    public string? ActivityId { get; init; }

    public string? ActivityType { get; init; }

    /// <summary>JSON path in the definition.</summary>
    public string? Path { get; init; }

    public string? Code { get; init; }

    public required DateTime CreatedAt { get; init; }

    public int Retries { get; set; }

    /// <summary><c>retried</c>, <c>skipped</c> or <c>cancelled</c>; null while it is open.</summary>
    public string? Resolution { get; private set; }

    public DateTime? ResolvedAt { get; private set; }

    public Guid? ResolvedById { get; private set; }

    public long Version { get; private set; }

    /// <summary>Ends the incident; the operation's audit row says why.</summary>
    public void Resolve(string resolution, Guid userId, DateTime nowAt)
    {
        if (Resolution is not null)
        {
            throw new Domain.Shared.ConflictException("INC-409", $"Incident {Id} was {Resolution} already.");
        }

        (Resolution, ResolvedById, ResolvedAt) = (resolution, userId, nowAt);
        Version++;
    }
}
