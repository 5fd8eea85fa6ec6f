namespace Becs.Workflows.Tests.Proving.Independent;

/// <summary>Something seen on a way: a box begins (no outcomes) or is left.</summary>
internal readonly record struct Seen(string Box, string[]? Outcomes);

/// <summary>
/// One way through a drawing with everything seen on it. Where lines meet, a token waits as long as another one can still come there (plain reachability:
/// exact where branches of a fork do not loop back behind it).
/// </summary>
internal sealed class Walk
{
    private readonly Drawing _drawing;
    private readonly Dictionary<(string, string, string), int> _used;
    private readonly List<(string Box, bool HasBegun)> _here;
    private readonly List<string> _held;

    public Walk(Drawing drawing)
    {
        (_drawing, _used, _here, _held, Story) = (drawing, [], [(drawing.First, false)], [], []);
    }

    private Walk(Walk other)
    {
        (_drawing, _used, _here, _held, Story) =
            (other._drawing, new(other._used), [.. other._here], [.. other._held], [.. other.Story]);
    }

    public List<Seen> Story { get; }

    public bool IsOver { get; private set; }

    public int Tokens => _here.Count + _held.Count;

    /// <summary>Each way to go on by leaving a box; what can begin, begins before. A line may be used so many times.</summary>
    public IEnumerable<Walk> Next(int uses)
    {
        if (_here.Find(h => !h.HasBegun) is { Box: { } first })
        {
            yield return Begun(first);
            yield break;
        }

        foreach (var (box, _) in _here)
        {
            foreach (var outcomes in _drawing.Leavings(box))
            {
                if (_drawing.LinesOf(box, outcomes).All(l => _used.GetValueOrDefault(l) < uses))
                {
                    yield return Left(box, outcomes);
                }
            }
        }
    }

    /// <summary>Follows a way somebody claims; false if it cannot be walked.</summary>
    public bool TryFollow(string box, string[]? outcomes, out Walk after)
    {
        after = this;
        if (_here.TrueForAll(h => h.Box != box))
        {
            return false;
        }

        if (_here.Contains((box, false)))
        {
            after = Begun(box);
        }

        if (outcomes is null)
        {
            return true;
        }

        if (!_drawing.Leavings(box).Any(o => o.SequenceEqual(outcomes)))
        {
            return false;
        }

        after = after.Left(box, outcomes);
        return true;
    }

    /// <summary>One of those that stand to begin, begins.</summary>
    public IEnumerable<Walk> Beginnings() => _here.Where(h => !h.HasBegun).Select(h => h.Box).Distinct().ToList().Select(Begun);

    private Walk Begun(string box)
    {
        var walk = new Walk(this);
        walk._here[walk._here.IndexOf((box, false))] = (box, true);
        walk.Story.Add(new Seen(box, null));
        if (_drawing.IsRace(box))
        {
            walk._here.RemoveAll(h => h.Box != box && _drawing.Reaches(h.Box, box));
        }

        return walk;
    }

    private Walk Left(string box, string[] outcomes)
    {
        var walk = new Walk(this);
        walk._here.Remove((box, true));
        walk.Story.Add(new Seen(box, outcomes));
        if (_drawing.IsEnd(box))
        {
            walk._here.Clear();
            walk._held.Clear();
        }

        foreach (var line in _drawing.LinesOf(box, outcomes))
        {
            walk._used[line] = walk._used.GetValueOrDefault(line) + 1;
            if (_drawing.Inbound(line.To) < 2)
            {
                walk._here.Add((line.To, false));
            }
            else if (!walk._held.Contains(line.To) && !(_drawing.IsRace(line.To) && walk._here.Contains((line.To, false))))
            {
                walk._held.Add(line.To);
            }
        }

        walk.LetGo();
        walk.IsOver = walk._here.Count == 0;
        return walk;
    }

    private void LetGo()
    {
        for (var i = 0; i < _held.Count; i++)
        {
            var box = _held[i];
            var others = _here.Select(h => h.Box).Concat(_held.Where(h => h != box));
            if (_drawing.IsRace(box) || !others.Any(o => o != box && _drawing.Reaches(o, box)))
            {
                _held.RemoveAt(i);
                _here.Add((box, false));
                i = -1;
            }
        }
    }
}
