namespace Becs.Domain.Testing;

/// <summary>Results of one run as the laboratory sends them.</summary>
public sealed record ResultBatch
{
    /// <summary>The laboratory's run number; a known one continues that run.</summary>
    public required string RunNumber { get; init; }

    /// <summary>Analyser or bench method.</summary>
    public required string Method { get; init; }

    /// <summary>Code of the analyser; null for a bench method.</summary>
    public string? EquipmentCode { get; init; }

    /// <summary>Lot numbers of the reagents, at least one.</summary>
    public required IReadOnlyList<string> ReagentLots { get; init; }

    /// <summary>When it ran (UTC).</summary>
    public required DateTime RanAt { get; init; }

    /// <summary>The controls were in range. When not, the run is kept and all its results are void.</summary>
    public required bool ControlsInRange { get; init; }

    /// <summary>Typed by a person: each result waits for a blind second entry.</summary>
    public bool IsTyped { get; init; }

    public required IReadOnlyList<ResultRow> Rows { get; init; }
}

/// <summary>One result as sent.</summary>
public sealed record ResultRow
{
    /// <summary>The donation number: 13 characters from an analyser, with its check character when typed, or a scan.</summary>
    public required string Din { get; init; }

    /// <summary>The tube, where the donation has several that fit.</summary>
    public Guid? SampleId { get; init; }

    public required string TestCode { get; init; }

    /// <summary><c>initial</c>, <c>repeat1</c>, <c>repeat2</c>, <c>confirmatory</c>.</summary>
    public string Role { get; init; } = "initial";

    /// <summary><c>R</c>, <c>NR</c>, <c>GZ</c>, <c>IND</c>, <c>INV</c>; null for a blood grouping.</summary>
    public string? Interpretation { get; init; }

    /// <summary>The measured text, at most 60 characters.</summary>
    public string? Raw { get; init; }

    /// <summary>Reactions of a blood grouping by name; null for other tests.</summary>
    public IReadOnlyDictionary<string, string>? Reactions { get; init; }
}

/// <summary>What is wrong with one row (or with the run: row 0).</summary>
/// <param name="Row">Position in the batch, from 1.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Field">The field concerned.</param>
/// <param name="Message">A sentence for the laboratory.</param>
public sealed record RowError(int Row, string Code, string Field, string Message);

/// <summary>What became of a batch: all of it is recorded, or nothing and the errors say why.</summary>
/// <param name="Recorded">New results.</param>
/// <param name="AlreadyRecorded">Rows that were recorded before, with the same value.</param>
/// <param name="Errors">Empty when recorded.</param>
/// <param name="Verdicts">Verdict of each donation concerned, after it.</param>
public sealed record RecordedResults(
    IReadOnlyList<Guid> Recorded,
    int AlreadyRecorded,
    IReadOnlyList<RowError> Errors,
    IReadOnlyDictionary<string, string> Verdicts);
