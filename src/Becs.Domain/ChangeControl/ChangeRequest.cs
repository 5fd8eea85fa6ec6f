using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>
/// The life of a version: a package is submitted, reviewed and approved by three different persons, or rejected and submitted again. The
/// package is frozen when it is submitted and its hash is what each of them signs: one changed byte is another package.
/// </summary>
public sealed partial class ChangeRequest
{
    private readonly List<ChangeStep> _steps = [];
    private List<Guid> _authorIds = [];
    private List<string> _requirementIds = [];

    private ChangeRequest()
    {
    }

    public ChangeId Id { get; private set; }

    /// <summary>Such as <c>CR-2026-0001</c>; unique.</summary>
    public string Number { get; private set; } = "";

    public ChangeKind Kind { get; private set; }

    public string DefinitionId { get; private set; } = "";

    public DateTime OpenedAt { get; private set; }

    public ChangeState State { get; private set; }

    /// <summary>The package of the last submission.</summary>
    public string PackageHash { get; private set; } = "";

    public int PackageVersion { get; private set; }

    /// <summary>What it was made from; null for a workflow that had no approved version.</summary>
    public string? BaseHash { get; private set; }

    /// <summary>The vendor's version it takes over, in its last submission; null for a change of the site's own.</summary>
    public Guid? VendorVersionId { get; private set; }

    public string Reason { get; private set; } = "";

    public IReadOnlyList<string> RequirementIds => _requirementIds;

    public int Severity { get; private set; }

    public int Probability { get; private set; }

    public int Detectability { get; private set; }

    public ChangeRisk Risk => new(Severity, Probability, Detectability);

    /// <summary>Everybody whose work is in any submission of this request.</summary>
    public IReadOnlyList<Guid> AuthorIds => _authorIds;

    /// <summary>From when its package starts instances (UTC); null before the approval.</summary>
    public DateTime? EffectiveFromAt { get; private set; }

    /// <summary>Until when an emergency change must be reviewed (UTC).</summary>
    public DateTime? ReviewDueAt { get; private set; }

    /// <summary>The task of that review.</summary>
    public TaskId? ReviewTaskId { get; private set; }

    /// <summary>The review after an emergency has not been signed.</summary>
    public bool IsReviewOutstanding { get; private set; }

    /// <summary>Everything that was done, in order.</summary>
    public IReadOnlyList<ChangeStep> Steps => _steps;

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    /// <summary>It can still move.</summary>
    public bool IsOpen => State is ChangeState.InReview or ChangeState.Validated or ChangeState.Rejected || IsReviewOutstanding;

    /// <summary>Puts the steps in order, as whoever reads them from a database must.</summary>
    public void InOrder() => _steps.Sort((a, b) => a.Ordinal.CompareTo(b.Ordinal));

    /// <summary>Steps about the package of the last submission.</summary>
    private IEnumerable<ChangeStep> StepsOfPackage => _steps.Where(s => s.PackageHash == PackageHash);
}
