using System.Globalization;
using System.Text.Json.Nodes;
using Becs.Activities.Tests.Proving;
using Becs.Activities.Tests.Workflows;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;
using Becs.Workflows.Tests;
using Kind = Becs.Workflows.Comparing.BehaviourChangeKind;

namespace Becs.Activities.Tests.Comparing;

/// <summary>Edits of shipped workflows, each made to be of one kind: the difference must say that kind of that step, and nothing else.</summary>
public sealed class ShippedDifferenceTests
{
    private static readonly Dictionary<string, WorkflowPackage> _shipped =
        Shipped.Files.Keys.ToDictionary(p => p, p => new Draft(p).Build(), StringComparer.Ordinal);

    /// <summary>What an edit must be told as: its kinds and steps. None: no change in behaviour. Null: it does not fit here.</summary>
    private static readonly (string Name, Func<Draft, Dice, HashSet<(Kind, string?)>?> Make)[] _edits =
    [
        ("layout", (d, r) => Layout(d, r)),
        ("text", (d, r) => Only(SafeEdit.All["text"](d, r))),
        ("shuffle", (d, r) => Shuffle(d)),
        ("timer", (d, r) => Input(d, r, "dueIn", Kind.TimerChanged, "03:33:00")),
        ("escalation", (d, r) => Input(d, r, "escalateAfter", Kind.TimerChanged, "03:34:00")),
        ("time-out", (d, r) => Input(d, r, "timeout", Kind.TimerChanged, "03:35:00")),
        ("role", (d, r) => Input(d, r, "permission", Kind.RoleChanged, "tests.read")),
        ("separation", (d, r) => Input(d, r, "excludeUsersOf", Kind.SeparationChanged, "[\"Own\"]")),
        ("signature", (d, r) => Input(d, r, "signatureMeanings", Kind.SignatureChanged, "[\"reviewed\"]")),
        ("title", (d, r) => Input(d, r, "titleKey", Kind.InputChanged, "Task.Own")),
        ("form key", (d, r) => Input(d, r, "formKey", Kind.FormReplaced, "own")),
        ("priority", (d, r) => Input(d, r, "priority", Kind.InputChanged, "Low")),
        ("subject", (d, r) => Script(d, r)),
        ("outcome", (d, r) => Outcome(d, r)),
        ("reroute", (d, r) => Reroute(d, r)),
        ("arrow", (d, r) => Arrow(d, r)),
        ("no arrow", (d, r) => NoArrow(d, r)),
        ("step", (d, r) => Step(d, r)),
        ("variable", (d, r) => Variable(d)),
        ("trigger", (d, r) => Trigger(d, r)),
        ("merge", (d, r) => Merge(d, r)),
        ("output", (d, r) => Output(d, r)),
        ("form", (d, r) => Form(d, r)),
        ("rename", (d, r) => Rename(d, r)),
    ];

    [Fact]
    public void Difference_Of500Edits_SaysWhatEachIs()
    {
        var dice = new Dice(77);
        var processes = Shipped.Files.Keys.Order(StringComparer.Ordinal).ToList();
        var (made, wrong) = (0, new List<string>());
        for (var round = 0; made < 500; round++)
        {
            var (name, make) = _edits[round % _edits.Length];
            var process = dice.Of(processes);
            var draft = new Draft(process);
            if (make(draft, dice) is not { } expected || TryBuild(draft) is not { } package)
            {
                continue;
            }

            made++;
            var changes = BehaviourDifference.Between(_shipped[process], package).Changes;
            if (!changes.Select(c => (c.Kind, c.StepId)).ToHashSet().SetEquals(expected))
            {
                wrong.Add($"{name}: {process}: {string.Join("; ", changes)}");
            }

            Assert.True(name is not ("layout" or "text" or "shuffle") || changes.Count == 0, $"{name}: {process}");
            Assert.All(changes.Where(c => c.StepId is not null), c => Assert.NotEmpty(c.Way));
        }

        Assert.True(wrong.Count <= 5, string.Join('\n', wrong)); // 99 %
    }

    [Fact]
    public void Difference_BetweenTwoShippedWorkflows_HasOnlyNamedChanges() => Assert.All(
        Shipped.Files.Keys.SelectMany(a => Shipped.Files.Keys.Where(b => b != a).Select(b => (a, b))),
        p => Assert.DoesNotContain(BehaviourDifference.Between(_shipped[p.a], _shipped[p.b]).Changes, c => c.Kind == Kind.Other));

    private static WorkflowPackage? TryBuild(Draft draft)
    {
        try
        {
            return draft.Build();
        }
        catch (DefinitionException)
        {
            return null; // a step nobody reaches any more, a loop that never waits
        }
    }

    private static HashSet<(Kind, string?)>? Only(bool isMade, params (Kind, string?)[] expected) => isMade ? [.. expected] : null;

    private static HashSet<(Kind, string?)>? Layout(Draft draft, Dice dice) => Only(SafeEdit.All["layout"](draft, dice));

    private static HashSet<(Kind, string?)> Shuffle(Draft draft)
    {
        var first = draft.Steps[0];
        draft.Steps.RemoveAt(0);
        draft.Steps.Add(first);
        return [];
    }

    private static HashSet<(Kind, string?)>? Input(Draft draft, Dice dice, string name, Kind kind, string value)
    {
        var steps = draft.Steps.OfType<JsonObject>().Where(s => s.ContainsKey(name)).ToList();
        if (steps.Count == 0)
        {
            return null;
        }

        var step = dice.Of(steps);
        step[name]!["expression"]!["value"] = value;
        return [(kind, step["id"]!.ToString())];
    }

    private static HashSet<(Kind, string?)>? Script(Draft draft, Dice dice)
    {
        string[] names = ["unitId", "donationId", "visitId", "holdId", "orderId", "subjectId", "value", "correlationId"];
        var scripts = draft.Steps.OfType<JsonObject>().SelectMany(s => names.Select(n => (Step: s, Script: s[n]?["expression"] as JsonObject)))
            .Where(s => s.Script?["type"]?.ToString() == "JavaScript").ToList();
        if (scripts.Count == 0)
        {
            return null;
        }

        var (step, script) = dice.Of(scripts);
        script!["value"] = "getInput('Event').other";
        return [(Kind.ExpressionChanged, step["id"]!.ToString())];
    }

    private static HashSet<(Kind, string?)>? Outcome(Draft draft, Dice dice)
    {
        var steps = draft.Steps.OfType<JsonObject>().Where(s => s.ContainsKey("outcomes")).ToList();
        if (steps.Count == 0)
        {
            return null;
        }

        var step = dice.Of(steps);
        step["outcomes"]!["expression"]!["value"] = step["outcomes"]!["expression"]!["value"]!.ToString().Replace("]", ",\"Own\"]", StringComparison.Ordinal);
        return [(Kind.OutcomesChanged, step["id"]!.ToString())];
    }

    private static (string Source, string Port) AnyArrow(Draft draft, Dice dice)
    {
        var arrow = dice.Of(draft.Arrows.ToList())!;
        return (arrow["source"]!["activity"]!.ToString(), arrow["source"]!["port"]!.ToString());
    }

    private static HashSet<(Kind, string?)>? Reroute(Draft draft, Dice dice)
    {
        var (source, port) = AnyArrow(draft, dice);
        var target = dice.Of(draft.Ids.ToList());
        if (draft.Target(source, port) == target)
        {
            return null;
        }

        draft.Arrow(source, port)["target"]!["activity"] = target;
        return [(Kind.Rerouted, source)];
    }

    private static HashSet<(Kind, string?)>? Arrow(Draft draft, Dice dice)
    {
        var (source, port) = AnyArrow(draft, dice);
        var target = dice.Of(draft.Ids.ToList());
        if (draft.Target(source, port) == target)
        {
            return null;
        }

        draft.Connect(source, port, target);
        return [(Kind.ArrowAdded, source)];
    }

    private static HashSet<(Kind, string?)> NoArrow(Draft draft, Dice dice)
    {
        var (source, port) = AnyArrow(draft, dice);
        draft.Arrows.Remove(draft.Arrow(source, port));
        return [(Kind.ArrowRemoved, source)];
    }

    private static HashSet<(Kind, string?)> Step(Draft draft, Dice dice)
    {
        var (source, port) = AnyArrow(draft, dice);
        draft.Add("Elsa.WriteLine", "Own", ("text", Draft.Literal("passed")));
        draft.Between(source, port, "Own", "Done");
        return [(Kind.StepAdded, "Own"), (Kind.Rerouted, source), (Kind.ArrowAdded, "Own")];
    }

    private static HashSet<(Kind, string?)> Variable(Draft draft)
    {
        ((JsonArray)draft.Definition["variables"]!).Add(new JsonObject { ["id"] = "own", ["name"] = "own", ["typeName"] = "String" });
        return [(Kind.VariableAdded, null)];
    }

    private static HashSet<(Kind, string?)> Trigger(Draft draft, Dice dice)
    {
        var first = draft.Steps.OfType<JsonObject>().First(s => s["type"]!.ToString() == "Elsa.Event");
        first["eventName"]!["expression"]!["value"] = "Own" + dice.Below(9).ToString(CultureInfo.InvariantCulture);
        return [(Kind.InputChanged, first["id"]!.ToString())];
    }

    private static HashSet<(Kind, string?)> Merge(Draft draft, Dice dice)
    {
        var step = dice.Of(draft.Steps.ToList())!;
        step["customProperties"]!["mergeMode"] = dice.Of("Race", "Cascade", "Converge");
        return [(Kind.JoinChanged, step["id"]!.ToString())];
    }

    private static HashSet<(Kind, string?)>? Output(Draft draft, Dice dice)
    {
        var outputs = draft.Steps.OfType<JsonObject>().SelectMany(s => s.Select(p => (Step: s, p.Key, Target: p.Value as JsonObject)))
            .Where(o => o.Target?["memoryReference"] is not null).ToList();
        if (outputs.Count == 0)
        {
            return null;
        }

        var (step, _, target) = dice.Of(outputs);
        var other = dice.Of(((JsonArray)draft.Definition["variables"]!).Select(v => v!["id"]!.ToString())
            .Where(v => v != target!["memoryReference"]!["id"]!.ToString()).ToList());
        target!["memoryReference"]!["id"] = other;
        return [(Kind.OutputChanged, step["id"]!.ToString())];
    }

    private static HashSet<(Kind, string?)> Form(Draft draft, Dice dice)
    {
        var (key, form) = dice.Of(draft.Forms.ToList());
        form["properties"] ??= new JsonObject();
        form["properties"]!["own"] = new JsonObject { ["type"] = "string" };
        var user = draft.Steps.OfType<JsonObject>().FirstOrDefault(s => s["formKey"]?["expression"]?["value"]?.ToString() == key.Split('.')[0]);
        return [(Kind.FormChanged, user?["id"]!.ToString())];
    }

    private static HashSet<(Kind, string?)>? Rename(Draft draft, Dice dice)
    {
        var ids = draft.Ids.ToHashSet(StringComparer.Ordinal);
        var excluded = draft.Steps.OfType<JsonObject>().Select(s => s["excludeUsersOf"]?.ToJsonString() ?? "").ToList();
        if (!SafeEdit.All["rename"](draft, dice))
        {
            return null;
        }

        var (gone, now) = (ids.Except(draft.Ids).Single(), draft.Ids.Single(i => !ids.Contains(i)));
        var isStart = draft.Definition["root"]!["start"]?.ToString() == now;
        var hasTwin = excluded.Exists(e => e.Contains($"\"{gone}\"", StringComparison.Ordinal) || e.Contains($"u0022{gone}", StringComparison.Ordinal));
        return isStart || hasTwin || draft[now]["type"]!.ToString() == "Elsa.End" ? null : [(Kind.StepRenamed, now)];
    }
}
