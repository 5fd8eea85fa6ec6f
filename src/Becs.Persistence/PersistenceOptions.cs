namespace Becs.Persistence;

/// <summary>Where records are kept, and the keys and the anchor file that must not be kept with them.</summary>
public sealed record PersistenceOptions
{
    public required DatabaseProvider Provider { get; init; }

    public required string ConnectionString { get; init; }

    /// <summary>Folder of the key files, outside the database and its backups.</summary>
    public required string KeysPath { get; init; }

    /// <summary>File outside the database to which signed checkpoints of the audit trail are appended.</summary>
    public required string AnchorPath { get; init; }

    /// <summary>Stamped in every audit row: <c>system</c> or <c>virtual</c>.</summary>
    public string ClockMode { get; init; } = "system";

    /// <summary>
    /// The machine's own clock, for what must go on while the virtual clock stands still: back-off of the relay. Times of records come from
    /// the operation.
    /// </summary>
    public TimeProvider MachineClock { get; init; } = TimeProvider.System;

    /// <summary>A signed checkpoint is appended to the anchor file every so many seals.</summary>
    public int SealsPerCheckpoint { get; init; } = 10;
}
