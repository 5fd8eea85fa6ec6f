using Becs.Domain.Testing;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.Testing;

/// <summary>Results of one run, all recorded or none.</summary>
/// <param name="RunNumber">The laboratory's; a known one continues that run.</param>
/// <param name="Method">Analyser or bench method.</param>
/// <param name="RanAt">UTC.</param>
/// <param name="ControlsInRange">When not, the run is kept and all its results are void.</param>
/// <param name="EquipmentCode">The analyser; without it a bench method.</param>
/// <param name="IsTyped">Typed by a person: each result waits for another person's blind entry.</param>
/// <param name="Signature">Only where a third person resolves two entries that differ.</param>
public sealed record TestResultsRequest(
    string RunNumber, string Method, DateTimeOffset RanAt, bool ControlsInRange, IReadOnlyList<string> ReagentLots,
    IReadOnlyList<TestResultRow> Rows, string? EquipmentCode = null, bool IsTyped = false, SignatureRequest? Signature = null,
    Guid? OperationId = null)
{
    internal ResultBatch ToBatch() => new()
    {
        RunNumber = RunNumber,
        Method = Method,
        EquipmentCode = EquipmentCode,
        ReagentLots = ReagentLots,
        RanAt = RanAt.UtcDateTime,
        ControlsInRange = ControlsInRange,
        IsTyped = IsTyped,
        Rows = [.. Rows.Select(r => new ResultRow
        {
            Din = r.Din,
            SampleId = r.SampleId,
            TestCode = r.TestCode,
            Role = r.Role,
            Interpretation = r.Interpretation,
            Raw = r.Raw,
            Reactions = r.Reactions,
        })],
    };
}

/// <summary>One result.</summary>
/// <param name="Din">13 characters from an analyser; with its check character when typed; or a scan.</param>
/// <param name="SampleId">The tube, where the donation has several that fit.</param>
/// <param name="Role"><c>initial</c>, <c>repeat1</c>, <c>repeat2</c> or <c>confirmatory</c>.</param>
/// <param name="Interpretation"><c>R</c>, <c>NR</c>, <c>GZ</c>, <c>IND</c>, <c>INV</c>; none for a blood grouping.</param>
/// <param name="Raw">The measured text.</param>
/// <param name="Reactions">Of a blood grouping, by name: <c>antiA</c>, <c>antiB</c>, <c>a1Cells</c>, <c>bCells</c>, <c>antiD</c> …</param>
public sealed record TestResultRow(
    string Din, string TestCode, string Role = "initial", string? Interpretation = null, string? Raw = null,
    IReadOnlyDictionary<string, string>? Reactions = null, Guid? SampleId = null);

public sealed class TestResultsRequestValidator : AbstractValidator<TestResultsRequest>
{
    public TestResultsRequestValidator()
    {
        RuleFor(r => r.RunNumber).NotEmpty().MaximumLength(60);
        RuleFor(r => r.Method).NotEmpty().MaximumLength(60);
        RuleFor(r => r.EquipmentCode).MaximumLength(40);
        RuleFor(r => r.ReagentLots).NotEmpty().Must(l => l.Count <= 50).WithMessage("At most 50 reagent lots.");
        RuleForEach(r => r.ReagentLots).NotEmpty().MaximumLength(60);
        RuleFor(r => r.Rows).NotEmpty().Must(r => r.Count <= 2000).WithMessage("At most 2000 rows.");
        RuleForEach(r => r.Rows).ChildRules(row =>
        {
            row.RuleFor(r => r.Din).NotEmpty().MaximumLength(64);
            row.RuleFor(r => r.TestCode).NotEmpty().MaximumLength(40);
            row.RuleFor(r => r.Role).NotEmpty().MaximumLength(20);
            row.RuleFor(r => r.Interpretation).MaximumLength(10);
            row.RuleFor(r => r.Raw).MaximumLength(60);
            row.RuleFor(r => r.Reactions).Must(r => r is null || r.Count is > 0 and <= 20).WithMessage("1 to 20 reactions.");
        });
        RuleFor(r => r.Signature!).SetValidator(new SignatureRequestValidator()).When(r => r.Signature is not null);
    }
}

/// <summary>Declares a run invalid: all its results are void.</summary>
public sealed record InvalidateRunRequest(string ReasonCode, Guid? OperationId = null);

public sealed class InvalidateRunRequestValidator : AbstractValidator<InvalidateRunRequest>
{
    public InvalidateRunRequestValidator() => RuleFor(r => r.ReasonCode).NotEmpty().MaximumLength(60);
}

/// <summary>What became of a batch.</summary>
/// <param name="Recorded">New results.</param>
/// <param name="AlreadyRecorded">Rows that were on record before with the same value.</param>
/// <param name="Verdicts">Verdict of each donation concerned, after it, by DIN.</param>
public sealed record TestResultsAnswer(IReadOnlyList<Guid> Recorded, int AlreadyRecorded, IReadOnlyDictionary<string, string> Verdicts);

/// <summary>The run is invalid from now on.</summary>
public sealed record RunInvalidatedAnswer(Guid RunId, string ReasonCode, DateTime InvalidatedAt);
