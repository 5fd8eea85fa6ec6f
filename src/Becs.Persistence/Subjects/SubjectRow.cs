namespace Becs.Persistence.Subjects;

/// <summary>Safety version and event sequence of one record. Commits lock these rows in the order of kind and id.</summary>
internal sealed class SubjectRow
{
    public required string Kind { get; init; }

    public required Guid Id { get; init; }

    public long SafetyVersion { get; set; }

    public long Sequence { get; set; }
}
