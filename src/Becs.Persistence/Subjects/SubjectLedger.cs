using Becs.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Subjects;

/// <summary>What one operation saw of the safety versions, and what its commit must do about them.</summary>
internal sealed class SubjectLedger(BecsDbContext db) : ISubjects
{
    private readonly Dictionary<SubjectRef, long> _touched = [];
    private readonly HashSet<SubjectRef> _created = [];
    private readonly HashSet<SubjectRef> _bumped = [];
    private readonly HashSet<SubjectRef> _asserted = [];

    public IReadOnlyDictionary<SubjectRef, long> Asserted => _asserted.ToDictionary(s => s, s => _touched[s]);

    public IReadOnlySet<SubjectRef> Created => _created;

    public IReadOnlySet<SubjectRef> Bumped => _bumped;

    public async ValueTask<long> TouchAsync(SubjectRef subject, CancellationToken cancellationToken = default)
    {
        if (_touched.TryGetValue(subject, out var seen))
        {
            return seen;
        }

        // A record nobody wrote about yet has no row: that is version 0, and the commit will create the row to lock it.
        var version = await db.Set<SubjectRow>().AsNoTracking()
            .Where(s => s.Kind == subject.Kind && s.Id == subject.Id)
            .Select(s => s.SafetyVersion).FirstOrDefaultAsync(cancellationToken);
        _touched[subject] = version;
        return version;
    }

    public void Create(SubjectRef subject)
    {
        _created.Add(subject);
        _touched.TryAdd(subject, 0);
    }

    public void Bump(SubjectRef subject) => _bumped.Add(subject);

    public void Assert(SubjectRef subject)
    {
        if (!_touched.ContainsKey(subject))
        {
            throw new InvalidOperationException($"{subject} is asserted but was never touched: its facts may be older than its version.");
        }

        _asserted.Add(subject);
    }

    /// <summary>Throws when a record a decision rests on changed since this operation first touched it.</summary>
    public void Compare(IReadOnlyDictionary<SubjectRef, SubjectRow> locked)
    {
        foreach (var subject in _asserted.Order())
        {
            var found = _created.Contains(subject) ? 0 : locked[subject].SafetyVersion;
            if (found != _touched[subject])
            {
                throw new StaleDecisionException(subject, _touched[subject], found);
            }
        }
    }

    /// <summary>Every record the commit must lock, with what it raises, in the order all commits use.</summary>
    /// <param name="sequenced">The record of each event, as often as there are events.</param>
    public IReadOnlyList<SubjectLock> Locks(IEnumerable<SubjectRef> sequenced)
    {
        var events = sequenced.CountBy(s => s).ToDictionary();
        return [.. _bumped.Union(events.Keys).Union(_asserted).Except(_created).Order()
            .Select(s => new SubjectLock(s, _bumped.Contains(s) ? 1 : 0, events.GetValueOrDefault(s)))];
    }
}
