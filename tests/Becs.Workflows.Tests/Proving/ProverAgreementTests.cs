using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Workflows.Proving;
using Becs.Workflows.Tests.Proving.Independent;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Proving;

/// <summary>
/// The proof against a path enumerator that shares no code with it, on drawings made by dice: whatever one finds the other finds, and every way the proof
/// shows can be walked and does break the obligation. Side by side, the enumerator lets every step begin as soon as it can: then the ways are what counts.
/// </summary>
public sealed class ProverAgreementTests
{
    private const string Obligations = """
        { "obligations": [
          { "id": "before", "says": "G after R since U", "cites": ["test"], "kind": "before",
            "gate": { "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["G"] }] },
            "anyOf": [{ "type": "Test.Task", "outcomes": ["A"], "where": [{ "input": "title", "oneOf": ["R"] }] }],
            "since": [{ "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["U"] }] }] },
          { "id": "before-outcome", "says": "G left by A after R", "cites": ["test"], "kind": "before",
            "gate": { "type": "Test.Task", "outcomes": ["A"], "where": [{ "input": "title", "oneOf": ["G"] }] },
            "anyOf": [{ "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["R"] }] }],
            "since": [{ "type": "Test.Task", "outcomes": ["B"], "where": [{ "input": "title", "oneOf": ["R"] }] }] },
          { "id": "after", "says": "R after G", "cites": ["test"], "kind": "after",
            "gate": { "type": "Test.Task", "outcomes": ["A"], "where": [{ "input": "title", "oneOf": ["G"] }] },
            "anyOf": [{ "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["R"] }] }] },
          { "id": "earlier", "says": "R before or after G", "cites": ["test"], "kind": "after", "orEarlier": true,
            "gate": { "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["G"] }] },
            "anyOf": [{ "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["R"] }] }] },
          { "id": "free", "says": "R from G", "cites": ["test"], "kind": "unhindered",
            "gate": { "type": "Test.Task", "outcomes": ["A"], "where": [{ "input": "title", "oneOf": ["G"] }] },
            "anyOf": [{ "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["R"] }] }],
            "through": [{ "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["N"] }] }],
            "since": [{ "type": "Test.Task", "where": [{ "input": "title", "oneOf": ["U"] }] }] }
        ] }
        """;

    private static readonly IReadOnlyList<Obligation> Read = ObligationReader.Read(System.Text.Encoding.UTF8.GetBytes(Obligations));

    private static readonly List<JsonElement> Raw =
        [.. JsonDocument.Parse(Obligations).RootElement.GetProperty("obligations").EnumerateArray()];

    [Fact]
    public void Proof_OfDrawingsWithLoops_AgreesWithTheEnumerator() => Agree(11, 120, Loops, isExact: true);

    [Fact]
    public void Proof_OfDrawingsWithForks_AgreesWithTheEnumerator() => Agree(12, 60, Forks, isExact: false);

    private static void Agree(ulong seed, int count, Func<Dice, TestDefinition> make, bool isExact)
    {
        var dice = new Dice(seed);
        var (broken, kept, left) = (0, 0, 0);
        for (var i = 0; i < count; i++)
        {
            var definition = make(dice);
            if (TryProve(definition) is not { } proof)
            {
                continue;
            }

            var enumerator = new PathEnumerator(new Drawing(JsonSerializer.SerializeToElement(definition.Document()), Types), Raw);
            var found = enumerator.Broken(uses: 2, limit: 1500);
            var claimed = proof.Violations.Where(v => v.Obligation is not null && v.Kind != ViolationKind.NotReachable).ToList();
            var ids = claimed.Select(v => v.Obligation!.Id).ToHashSet(StringComparer.Ordinal);

            Assert.True(found.IsSubsetOf(ids), $"Only the enumerator finds {string.Join(", ", found.Except(ids))} in {definition.Document().ToJsonString()}");
            Assert.True(!isExact || !enumerator.IsComplete || ids.IsSubsetOf(found), $"Only the proof finds {string.Join(", ", ids.Except(found))} in {definition.Document().ToJsonString()}");
            Assert.All(claimed, v => Assert.True(enumerator.Confirms(v.Obligation!.Id, Way(v)), $"{v} in {definition.Document().ToJsonString()}"));
            broken += ids.Count;
            kept += Read.Count - ids.Count;
            left += enumerator.IsComplete ? 0 : 1;
        }

        Assert.True(broken > count / 4 && kept > count / 4, $"{broken} broken, {kept} kept: the drawings are too much alike.");
        Assert.True(left < count / 2, $"{left} drawings were too large to enumerate.");
    }

    private static List<(string, string[]?)> Way(Violation violation) =>
        [.. violation.Way.Select(w => (w.StepId, w.Outcome?.Split(", ")))];

    private static Proof? TryProve(TestDefinition definition)
    {
        try
        {
            return new Prover(TestRun.Registry, Read).Prove(definition.Package(TestRun.Registry));
        }
        catch (Errors.DefinitionException)
        {
            return null;
        }
    }

    private static (string[] Outcomes, bool Waits) Types(string type) => (["Done"], type == "Test.Task");

    /// <summary>Steps that each go on to any step, so that loops cross one another.</summary>
    private static TestDefinition Loops(Dice dice)
    {
        var count = 3 + dice.Below(4);
        var definition = Flow([.. Enumerable.Range(0, count).Select(i => Step(dice, "S" + i)), Node("Elsa.End", "End")]);
        for (var i = 0; i < count; i++)
        {
            definition.Arrow("S" + i, "A", dice.Below(4) == 0 || i == count - 1 ? "End" : "S" + (1 + dice.Below(count - 1)));
            definition.Arrow("S" + i, "B", dice.Below(5) == 0 ? "End" : i + 1 < count ? "S" + (i + 1) : "S" + (1 + dice.Below(count - 1)));
        }

        return definition;
    }

    /// <summary>A step, branches side by side of one or two steps each, some with a way out, a join, a step, an end.</summary>
    private static TestDefinition Forks(Dice dice)
    {
        var branches = 2 + dice.Below(2);
        var names = new JsonArray([.. Enumerable.Range(0, branches).Select(b => JsonValue.Create("B" + b))]);
        var steps = new List<JsonObject>
        {
            Step(dice, "First"), Node("Elsa.FlowFork", "Fork", ("branches", Value("Object", names.ToJsonString()))),
            Join("Join", dice.Of("WaitAll", "WaitAllActive", "WaitAny")), Step(dice, "Last"), Node("Elsa.End", "End"),
        };
        var arrows = new List<(string, string, string)>
        {
            ("First", "A", "Fork"), ("First", "B", dice.Of("Fork", "Last", "End")), ("Join", "Done", "Last"), ("Last", "A", "End"), ("Last", "B", "End"),
        };
        for (var b = 0; b < branches; b++)
        {
            var (one, two) = ($"P{b}", dice.Below(3) == 0 ? $"Q{b}" : "Join");
            steps.Add(Step(dice, one));
            arrows.AddRange([("Fork", "B" + b, one), (one, "A", two), (one, "B", dice.Of("Join", two, two == "Join" ? "Join" : "End"))]);
            if (two != "Join")
            {
                steps.Add(Step(dice, two));
                arrows.AddRange([(two, "A", "Join"), (two, "B", "Join")]);
            }
        }

        var definition = Flow([.. steps]);
        foreach (var (source, port, target) in arrows)
        {
            definition.Arrow(source, port, target);
        }

        return definition;
    }

    private static JsonObject Step(Dice dice, string id) => Node("Test.Task", id,
        ("title", Literal(dice.Of("R", "G", "U", "N"))), ("outcomes", Value("Object", "[\"A\",\"B\"]")));
}
