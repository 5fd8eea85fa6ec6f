using Becs.Activities.Tests.Workflows;
using Becs.Workflows.Errors;
using Becs.Workflows.Proving;
using Becs.Workflows.Tests;

namespace Becs.Activities.Tests.Proving;

/// <summary>The proof against edits whose danger is known: none of the unsafe ones passes, none of the safe ones is refused.</summary>
public sealed class MutantTests
{
    private static readonly Prover _prover = new(Shipped.Registry, ShippedProofTests.Obligations, stateLimit: 2000);

    private static readonly string[] _operators =
    [
        "delete", "bypass", "swap outcome", "weaken expression", "change role", "same person twice", "loop-skip", "join WaitAny", "child swap",
        "table edit", "timer to zero", "another subject's id",
    ];

    [Fact]
    public void Unsafe_WhenEditedAlone_ThenIsRefused()
    {
        var outcomes = UnsafeEdit.All.Select(e => (Edit: e, Stopped: Stopped(e, null))).ToList();

        Assert.Empty(outcomes.Where(o => o.Stopped is null).Select(o => o.Edit.ToString()));
        Assert.Equal(_operators.Order(StringComparer.Ordinal), outcomes.Select(o => o.Edit.Operator).Distinct().Order(StringComparer.Ordinal));
        Assert.True(outcomes.Count >= 200, $"{outcomes.Count} edits");

        // The compiler stops what it would stop anyway; most must be stopped by the proof.
        Assert.True(outcomes.Count(o => o.Stopped == "compiler") <= outcomes.Count / 4, Count(outcomes));
    }

    /// <summary>A harmless edit beside it must not hide it.</summary>
    [Fact]
    public void Unsafe_WhenHiddenAmongSafeEdits_ThenIsRefused()
    {
        var dice = new Dice(41);
        var names = SafeEdit.All.Keys.Where(n => n is not ("rename" or "again")).ToList();
        var passed = UnsafeEdit.All.Where((_, i) => i % 3 == 0).Where(e => Stopped(e, d => SafeEdit.All[names[dice.Below(names.Count)]](d, dice)) is null);

        Assert.Empty(passed.Select(e => e.ToString()));
    }

    [Fact]
    public void Safe_WhenEdited_ThenIsNotRefused()
    {
        var dice = new Dice(42);
        var processes = Shipped.Files.Keys.Order(StringComparer.Ordinal).ToList();
        var (made, refused) = (0, new List<string>());
        for (var round = 0; made < 200; round++)
        {
            var name = SafeEdit.All.Keys.ElementAt(round % SafeEdit.All.Count);
            var process = name == "again" ? "component-release" : processes[dice.Below(processes.Count)];
            var draft = new Draft(process);
            if (!SafeEdit.All[name](draft, dice))
            {
                continue;
            }

            made++;
            try
            {
                var proof = _prover.Prove(draft.Build());
                refused.AddRange(proof.Violations.Select(v => $"{name}: {process}: {v}"));
            }
            catch (DefinitionException e)
            {
                refused.Add($"{name}: {process}: {e.Message}");
            }
        }

        Assert.Empty(refused);
    }

    private static string? Stopped(UnsafeEdit edit, Func<Draft, bool>? harmless)
    {
        var draft = new Draft(edit.Process);
        edit.Apply(draft);
        harmless?.Invoke(draft);
        try
        {
            return _prover.Prove(draft.Build(), draft.Known).Violations is [var first, ..] ? first.Kind.ToString() : null;
        }
        catch (DefinitionException)
        {
            return "compiler";
        }
    }

    private static string Count(IEnumerable<(UnsafeEdit Edit, string? Stopped)> outcomes) =>
        string.Join(", ", outcomes.GroupBy(o => o.Stopped).Select(g => $"{g.Key} {g.Count()}"));
}
