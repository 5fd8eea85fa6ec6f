using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>The reactions of one blood grouping by name, in one canonical text: <c>antiA=4+;antiB=0;…</c>. What is not named was not tested.</summary>
public sealed class BloodReactions
{
    /// <summary>Names in canonical order.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["antiA", "antiB", "a1Cells", "bCells", "control", "antiD", "antiD2", "controlD", "weakD", "weakDControl"];

    private readonly Dictionary<string, Reaction> _reactions;

    private BloodReactions(Dictionary<string, Reaction> reactions) => _reactions = reactions;

    public AboReactions Abo => new(Of("antiA"), Of("antiB"), Of("a1Cells"), Of("bCells"), Of("control"));

    public RhDReactions RhD => new(Of("antiD"), Of("controlD"), Of("antiD2"), Of("weakD"), Of("weakDControl"));

    /// <exception cref="InputException">TST-030 for an unknown name or strength, or nothing at all.</exception>
    public static BloodReactions From(IReadOnlyDictionary<string, string> given)
    {
        var reactions = new Dictionary<string, Reaction>(StringComparer.Ordinal);
        foreach (var (name, text) in given)
        {
            if (!Names.Contains(name))
            {
                throw new InputException("TST-030", name, $"There is no reaction '{name}': {string.Join(", ", Names)}.");
            }

            reactions[name] = ReactionText.Parse(text)
                ?? throw new InputException("TST-030", name, $"'{text}' is no strength: 0, w, 1+ to 4+, mf, h, nt.");
        }

        return reactions.Count > 0
            ? new BloodReactions(reactions)
            : throw new InputException("TST-030", "reactions", "A blood grouping needs its reactions.");
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; several texts together make one determination.</summary>
    public static BloodReactions Parse(IEnumerable<string> texts) => From(texts
        .SelectMany(t => t.Split(';', StringSplitOptions.RemoveEmptyEntries))
        .Select(p => p.Split('=', 2))
        .GroupBy(p => p[0], StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Last()[1], StringComparer.Ordinal));

    public override string ToString() =>
        string.Join(';', Names.Where(_reactions.ContainsKey).Select(n => $"{n}={ReactionText.Of(_reactions[n])}"));

    private Reaction Of(string name) => _reactions.GetValueOrDefault(name, Reaction.NotTested);
}
