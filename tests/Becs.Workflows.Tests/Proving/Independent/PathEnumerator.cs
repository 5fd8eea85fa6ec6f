using System.Text.Json;

namespace Becs.Workflows.Tests.Proving.Independent;

/// <summary>Walks the ways through a drawing, each line so many times, and judges each.</summary>
internal sealed class PathEnumerator(Drawing drawing, IReadOnlyList<JsonElement> obligations)
{
    private readonly List<Judge> _judges = [.. obligations.Where(o => o.GetProperty("kind").GetString() != "form").Select(o => new Judge(drawing, o))];

    /// <summary>Whether every way within the bound was walked.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The ids of the obligations some way breaks.</summary>
    public IReadOnlySet<string> Broken(int uses, int limit)
    {
        var broken = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Walk>([new Walk(drawing)]);
        for (var walks = 0; open.TryPop(out var walk); walks++)
        {
            if (walks >= limit)
            {
                IsComplete = false;
                break;
            }

            broken.UnionWith(_judges.Where(j => !broken.Contains(j.Id) && j.Breaks(walk)).Select(j => j.Id));
            if (!walk.IsOver && walk.Tokens < 10)
            {
                foreach (var next in walk.Next(uses))
                {
                    open.Push(next);
                }
            }
        }

        return broken;
    }

    /// <summary>Whether a way somebody claims can be walked, and breaks an obligation. What it does not tell of is what began meanwhile.</summary>
    public bool Confirms(string obligationId, IReadOnlyList<(string Box, string[]? Outcomes)> way)
    {
        var judge = _judges.Single(j => j.Id == obligationId);
        return Follows(new Walk(drawing), way, 0, judge);
    }

    private static bool Follows(Walk walk, IReadOnlyList<(string Box, string[]? Outcomes)> way, int next, Judge judge)
    {
        if (next == way.Count)
        {
            return judge.Breaks(walk);
        }

        if (walk.TryFollow(way[next].Box, way[next].Outcomes, out var after) && Follows(after, way, next + 1, judge))
        {
            return true;
        }

        return walk.Beginnings().Any(begun => Follows(begun, way, next, judge));
    }
}
