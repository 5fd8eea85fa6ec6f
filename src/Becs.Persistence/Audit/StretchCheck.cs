using System.Globalization;
using Becs.Persistence.Keys;

namespace Becs.Persistence.Audit;

/// <summary>Holds the rows of some stretches against their codes, their counts and what the seals list. Pure: may run beside the next read.</summary>
internal sealed class StretchCheck(IReadOnlyList<Stretch> stretches, List<FoundRow> rows, KeyRing keys)
{
    private readonly List<AuditFinding> _findings = [];

    private sealed record Commit(Guid Id, List<AuditRow> Genuine, List<AuditRow> Changed)
    {
        public int Count => Genuine.Count + Changed.Count;

        public IEnumerable<AuditRow> All => Genuine.Concat(Changed);
    }

    public List<AuditFinding> Run()
    {
        var bounds = stretches.Select(s => s.Upto ?? long.MaxValue).ToArray();
        var commits = stretches.Select(_ => new Dictionary<Guid, Commit>()).ToList();
        foreach (var (row, id) in rows)
        {
            if (row is null)
            {
                _findings.Add(new(AuditBreak.RowChanged, $"row {id}", "It cannot be read: what stands there is not what is written here.",
                    new AuditSpan(stretches[0].From, stretches[^1].Upto)));
                continue;
            }

            var at = Array.BinarySearch(bounds, row.TransactionNumber);
            var stretch = Math.Min(at < 0 ? ~at : at + 1, stretches.Count - 1);
            ref var commit = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(commits[stretch], row.CommitId, out _);
            commit ??= new Commit(row.CommitId, [], []);
            (AuditMac.Matches(row, keys) ? commit.Genuine : commit.Changed).Add(row);
        }

        for (var i = 0; i < stretches.Count; i++)
        {
            Check(stretches[i], commits[i]);
        }

        return _findings;
    }

    private void Check(Stretch stretch, Dictionary<Guid, Commit> commits)
    {
        foreach (var promised in stretch.Commits)
        {
            if (!commits.Remove(promised.CommitId, out var found))
            {
                _findings.Add(new(AuditBreak.CommitMissing, Place("commit", promised.CommitId),
                    $"Seal {stretch.Seal!.Number} lists it with {promised.Rows} rows; there are none.", stretch.Span));
                continue;
            }

            NameChanged(stretch, found);
            if (SealedCommit.Of(found.Id, found.All) != promised)
            {
                NameDifference(stretch, found, promised.Rows, isSealed: true);
            }
        }

        foreach (var found in commits.Values)
        {
            NameChanged(stretch, found);
            if (stretch.Seal is { } seal)
            {
                _findings.Add(new(AuditBreak.CommitAdded, Place("commit", found.Id),
                    $"Seal {seal.Number} covers its transaction but does not list it.", SpanOf(stretch, found)));
            }
            else if (found.Genuine.Count > 0)
            {
                NameDifference(stretch, found, found.Genuine[0].RowsInCommit, isSealed: false);
            }
        }
    }

    private void NameChanged(Stretch stretch, Commit commit) => _findings.AddRange(commit.Changed.Select(row => new AuditFinding(
        AuditBreak.RowChanged, Place("row", row.Id), "Its content does not match its code.", SpanOf(stretch, commit))));

    // A changed row may still be the row it was: only the places that no row is left for are missing.
    private void NameDifference(Stretch stretch, Commit commit, int expected, bool isSealed)
    {
        var place = Place("commit", commit.Id);
        if (commit.Count < expected)
        {
            var there = commit.Genuine.Select(r => r.Ordinal).ToHashSet();
            var lost = Enumerable.Range(1, expected).Where(o => !there.Contains(o)).ToList();
            var which = commit.Changed.Count == 0
                ? $"Of its {expected} rows {string.Join(", ", lost.Take(20))} {(lost.Count > 20 ? "and more " : "")}are missing."
                : $"Of its {expected} rows {expected - commit.Count} are missing, {commit.Changed.Count} changed.";
            _findings.Add(new(AuditBreak.RowMissing, place, which, SpanOf(stretch, commit)));
        }
        else if (commit.Count > expected || commit.Genuine.Select(r => r.Ordinal).Distinct().Count() < commit.Genuine.Count)
        {
            _findings.Add(new(AuditBreak.RowAdded, place, $"It has rows beyond its {expected}.", SpanOf(stretch, commit)));
        }
        else if (isSealed && commit.Changed.Count == 0)
        {
            _findings.Add(new(AuditBreak.CommitChanged, place, $"Seal {stretch.Seal!.Number} lists it with another digest.", SpanOf(stretch, commit)));
        }
    }

    // What a commit was about is told by the rows of it that are genuine. Without one it may have been about anything in its stretch.
    private static AuditSpan SpanOf(Stretch stretch, Commit commit) =>
        commit.Genuine.Count > 0 ? new AuditSpan(stretch.From, stretch.Upto, commit.Id) : stretch.Span;

    private static string Place(string kind, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{kind} {id}");
}
