using System.Text.Json;
using Becs.Activities.Tests.Workflows;
using Becs.Workflows.Errors;
using Becs.Workflows.Proving;
using Becs.Workflows.Tests.Proving.Independent;

namespace Becs.Activities.Tests.Proving;

/// <summary>A second opinion on the workflows we ship and on each unsafe edit of them, by walking ways and reading their story.</summary>
public sealed class ShippedAgreementTests
{
    private const int Walks = 800;

    private static readonly ViolationKind[] _ofWays = [ViolationKind.NotBefore, ViolationKind.NotAfter, ViolationKind.Hindered];

    private static readonly List<JsonElement> _raw = [.. Directory.GetFiles(Path.Combine(Shipped.Root, "workflows", "obligations"), "*.json")
        .SelectMany(f => JsonDocument.Parse(File.ReadAllBytes(f)).RootElement.GetProperty("obligations").EnumerateArray())];

    public static TheoryData<string> Processes => ShippedProofTests.Processes;

    [Theory]
    [MemberData(nameof(Processes))]
    public void Enumerator_WhenShipped_ThenFindsNothingEither(string process)
    {
        var enumerator = new PathEnumerator(Drawn(new Draft(process)), _raw);

        Assert.Empty(enumerator.Broken(uses: 1, Walks));
    }

    /// <summary>Each way the proof shows of an unsafe edit can be walked in the edited drawing, and breaks the obligation.</summary>
    [Fact]
    public void Proof_OfUnsafeEdits_ShowsWaysTheEnumeratorConfirms()
    {
        var prover = new Prover(Shipped.Registry, ShippedProofTests.Obligations, stateLimit: 2000);
        var (confirmed, denied) = (0, new List<string>());
        foreach (var edit in UnsafeEdit.All.Where(IsWalkable).Where((_, i) => i % 2 == 0))
        {
            var draft = new Draft(edit.Process);
            edit.Apply(draft);
            var enumerator = new PathEnumerator(Drawn(draft), _raw);
            foreach (var violation in Violations(prover, draft).Where(v => v.Child is null && _ofWays.Contains(v.Kind)))
            {
                var way = violation.Way.Select(w => (w.StepId, w.Outcome?.Split(", "))).ToList();
                var isConfirmed = enumerator.Confirms(violation.Obligation!.Id, way);
                confirmed += isConfirmed ? 1 : 0;
                denied.AddRange(isConfirmed ? [] : [$"{edit}: {violation}"]);
            }
        }

        Assert.True(denied.Count == 0, string.Join('\n', denied));
        Assert.True(confirmed > 80, $"Only {confirmed} ways were shown.");
    }

    /// <summary>What the enumerator finds in an unsafe edit, the proof finds too.</summary>
    [Fact]
    public void Enumerator_OfUnsafeEdits_FindsNothingTheProofDoesNot()
    {
        var prover = new Prover(Shipped.Registry, ShippedProofTests.Obligations, stateLimit: 2000);
        var missed = new List<string>();
        foreach (var edit in UnsafeEdit.All.Where(IsWalkable).Where((_, i) => i % 4 == 0))
        {
            var draft = new Draft(edit.Process);
            edit.Apply(draft);
            var known = Violations(prover, draft).Where(v => v.Obligation is not null).Select(v => v.Obligation!.Id).ToHashSet(StringComparer.Ordinal);
            if (known.Count > 0)
            {
                var found = new PathEnumerator(Drawn(draft), _raw).Broken(uses: 1, 200);
                missed.AddRange(found.Except(known).Select(o => $"{edit}: {o}"));
            }
        }

        Assert.Empty(missed);
    }

    /// <summary>The enumerator knows one start, no drawn faults, no children, no computed outcomes, and no loop in which tokens multiply.</summary>
    private static bool IsWalkable(UnsafeEdit edit) => edit.Operator != "child swap" && !edit.Text.Contains("event before", StringComparison.Ordinal)
        && !edit.Text.Contains("start at", StringComparison.Ordinal) && !edit.Text.Contains("fault between", StringComparison.Ordinal)
        && !edit.Text.Contains(" + ", StringComparison.Ordinal)
        && !edit.Text.Contains("outcomes = js", StringComparison.Ordinal) && !edit.Text.Contains("branches = js", StringComparison.Ordinal);

    private static IReadOnlyList<Violation> Violations(Prover prover, Draft draft)
    {
        try
        {
            return prover.Prove(draft.Build(), draft.Known).Violations;
        }
        catch (DefinitionException)
        {
            return [];
        }
    }

    private static Drawing Drawn(Draft draft) => new(JsonSerializer.SerializeToElement(draft.Definition), type =>
    {
        Assert.True(Shipped.Registry.TryFind(type, 1, out var descriptor));
        var outcomes = descriptor.Ports.Where(p => !p.IsEmbedded).Select(p => p.Name).ToArray();
        return (outcomes.Length == 0 ? ["Done"] : outcomes, descriptor.CanSuspend);
    });
}
