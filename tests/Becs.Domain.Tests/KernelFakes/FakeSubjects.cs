using Becs.Domain.Shared;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>Safety versions in memory. <see cref="Commit"/> compares and applies as the unit of work does.</summary>
public sealed class FakeSubjects : ISubjects
{
    private readonly Dictionary<SubjectRef, long> _stored = [];
    private readonly Dictionary<SubjectRef, long> _touched = [];
    private readonly HashSet<SubjectRef> _bumped = [];
    private readonly HashSet<SubjectRef> _asserted = [];

    public IReadOnlySet<SubjectRef> Bumped => _bumped;

    public IReadOnlyDictionary<SubjectRef, long> Asserted => _asserted.ToDictionary(s => s, s => _touched[s]);

    public ValueTask<long> TouchAsync(SubjectRef subject, CancellationToken cancellationToken = default)
    {
        _touched.TryAdd(subject, _stored.GetValueOrDefault(subject));
        return ValueTask.FromResult(_touched[subject]);
    }

    public void Create(SubjectRef subject) => _touched.TryAdd(subject, 0);

    public void Bump(SubjectRef subject) => _bumped.Add(subject);

    public void Assert(SubjectRef subject)
    {
        if (!_touched.ContainsKey(subject))
        {
            throw new InvalidOperationException($"{subject} was never touched.");
        }

        _asserted.Add(subject);
    }

    /// <summary>Another operation commits a change to this record.</summary>
    public void BumpElsewhere(SubjectRef subject) => _stored[subject] = _stored.GetValueOrDefault(subject) + 1;

    /// <summary>The commit of the operation so far; a new one begins.</summary>
    public void Commit()
    {
        foreach (var subject in _asserted.Order())
        {
            var found = _stored.GetValueOrDefault(subject);
            if (found != _touched[subject])
            {
                throw new StaleDecisionException(subject, _touched[subject], found);
            }
        }

        foreach (var subject in _bumped)
        {
            BumpElsewhere(subject);
        }

        Forget();
    }

    /// <summary>A new operation begins.</summary>
    public void Forget()
    {
        _touched.Clear();
        _bumped.Clear();
        _asserted.Clear();
    }
}
