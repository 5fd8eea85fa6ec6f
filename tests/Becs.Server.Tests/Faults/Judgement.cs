namespace Becs.Server.Tests.Faults;

/// <summary>The effects found, against those a model expects.</summary>
internal sealed record Judgement(int Effects, IReadOnlyList<string> Lost, IReadOnlyList<string> Duplicated, IReadOnlyList<string> Phantom)
{
    public static Judgement Of(IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (wanted, there) = (Count(expected), Count(found));
        return new Judgement(
            there.Values.Sum(),
            [.. wanted.Where(w => there.GetValueOrDefault(w.Key) < w.Value).Select(w => w.Key)],
            [.. there.Where(t => wanted.TryGetValue(t.Key, out var times) && t.Value > times).Select(t => t.Key)],
            [.. there.Keys.Where(t => !wanted.ContainsKey(t))]);
    }

    public void AssertClean()
    {
        Assert.NotEqual(0, Effects);
        Assert.Empty(Lost);
        Assert.Empty(Duplicated);
        Assert.Empty(Phantom);
    }

    private static Dictionary<string, int> Count(IEnumerable<string> effects) =>
        effects.GroupBy(e => e, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
}
