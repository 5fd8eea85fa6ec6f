using System.Security.Cryptography;
using System.Text;
using Becs.Domain.Shared;

namespace Becs.Domain.Audit;

/// <summary>
/// Fact: a place of the audit trail was found not to be as written, and which records depend on it. Written once; an
/// <see cref="IntegrityIncident"/> with two signatures narrows what it blocks.
/// </summary>
public sealed class IntegrityBreak
{
    private IntegrityBreak()
    {
    }

    internal IntegrityBreak(Guid id, BrokenPlace found, FactStamp stamp)
    {
        Id = id;
        Kind = found.Kind;
        Place = found.Place;
        Detail = found.Detail;
        ConcernsAll = found.Records is null;
        ReachHash = HashOf((found.Records ?? []).Select(r => new IntegrityReach(id, r.Kind, r.Id)));
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    /// <summary>What is wrong, such as <c>RowChanged</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Where, such as <c>commit</c> and its id. A place is recorded once.</summary>
    public string Place { get; private set; } = "";

    /// <summary>What was expected and what was found.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>True when nobody can tell which records depend on it: then all do.</summary>
    public bool ConcernsAll { get; private set; }

    /// <summary>SHA-256 over the records that depend on it, in their order of text: without it, whoever takes one away beside the program would set it free.</summary>
    public string ReachHash { get; private set; } = "";

    public FactStamp Stamp { get; private set; } = null!;

    /// <summary>Whether these are all the records that were found to depend on it. If not, nobody can tell any more, and all do.</summary>
    public bool IsOf(IEnumerable<IntegrityReach> reaches) => HashOf(reaches) == ReachHash;

    private static string HashOf(IEnumerable<IntegrityReach> reaches) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', reaches.Select(r => r.Subject.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)))));
}

/// <summary>One record that depends on a broken place.</summary>
/// <param name="BreakId">The break.</param>
/// <param name="SubjectKind">Kind of the record.</param>
/// <param name="SubjectId">The record.</param>
public sealed record IntegrityReach(Guid BreakId, string SubjectKind, Guid SubjectId)
{
    public SubjectRef Subject => new(SubjectKind, SubjectId);
}

/// <summary>A broken place as the verifier found it.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Place">Where.</param>
/// <param name="Detail">What was expected and what was found.</param>
/// <param name="Records">Records that depend on it; null when that cannot be told.</param>
public sealed record BrokenPlace(string Kind, string Place, string Detail, IReadOnlyCollection<SubjectRef>? Records);
