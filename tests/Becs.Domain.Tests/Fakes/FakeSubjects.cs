using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Fakes;

/// <summary>Safety versions in memory. <see cref="Commit"/> does what the unit of work does: compare, then bump.</summary>
public sealed class FakeSubjects : ISubjects
{
    private readonly Dictionary<SubjectRef, long> _versions = [];
    private readonly Dictionary<SubjectRef, long> _touched = [];
    private readonly HashSet<SubjectRef> _bumped = [];
    private readonly HashSet<SubjectRef> _asserted = [];

    public IReadOnlyDictionary<SubjectRef, long> Asserted => _asserted.ToDictionary(s => s, s => _touched[s]);

    public IReadOnlySet<SubjectRef> Bumped => _bumped;

    public ValueTask<long> TouchAsync(SubjectRef subject, CancellationToken cancellationToken = default)
    {
        var version = VersionOf(subject);
        _touched.TryAdd(subject, version);
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

    public long VersionOf(SubjectRef subject) => _versions.GetValueOrDefault(subject);

    /// <summary>Another operation commits a bump now.</summary>
    public void BumpElsewhere(SubjectRef subject) => _versions[subject] = VersionOf(subject) + 1;

    /// <summary>Ends the operation and starts the next.</summary>
    public void Commit()
    {
        foreach (var subject in _asserted.Order())
        {
            if (VersionOf(subject) != _touched[subject])
            {
                var (expected, found) = (_touched[subject], VersionOf(subject));
                Reset();
                throw new StaleDecisionException(subject, expected, found);
            }
        }

        foreach (var subject in _bumped)
        {
            BumpElsewhere(subject);
        }

        Reset();
    }

    /// <summary>Ends the operation without its commit.</summary>
    public void Forget() => Reset();

    private void Reset()
    {
        _touched.Clear();
        _bumped.Clear();
        _asserted.Clear();
    }
}
