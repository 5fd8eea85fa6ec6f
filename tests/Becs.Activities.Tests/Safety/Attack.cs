using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Activities.Tests.Bank;
using Becs.Domain.Components;
using Becs.Domain.Tasks;
using Becs.Workflows.Definitions;
using Becs.Workflows.Running;

namespace Becs.Activities.Tests.Safety;

/// <summary>
/// A workflow written to get a bag out, run by people with every permission who submit whatever could help. Decisions come from a tape of
/// numbers, so that a case can be repeated and made smaller.
/// </summary>
internal sealed class Attack(Victim victim, IReadOnlyList<int> tape)
{
    private const int MostMoves = 12;
    private static readonly string[] _people = ["all1", "all2", "all3"];
    private readonly HashSet<Domain.Shared.TaskId> _earlier = [.. victim.Bank.OpenTasks.Select(t => t.Id)];
    private int _position;

    /// <summary>Every activity of the palette, and the stock ones that could forge something.</summary>
    public static IReadOnlyList<ActivityDescriptor> Palette { get; } =
    [
        .. Workflows.Shipped.Registry.Descriptors.Where(d => d.TypeName.StartsWith("Becs.", StringComparison.Ordinal)
            || d.TypeName is "Elsa.PublishEvent" or "Elsa.Correlate"),
    ];

    /// <summary>What happened to the bag against the rules; null if nothing.</summary>
    public string? Breach { get; private set; }

    public async Task RunAsync(Wrong wrong, params IReadOnlyList<ActivityDescriptor> palette)
    {
        var nodes = palette.Select((d, i) => Node($"N{i}", d)).ToArray();
        WorkflowGraph graph;
        try
        {
            graph = Graphs.Of(nodes);
        }
        catch (Becs.Workflows.Errors.DefinitionException)
        {
            return;
        }

        victim.Bank.Add(graph);
        await TryAsync(wrong, () =>
        {
            if (Next(2) == 0)
            {
                victim.Bank.AsSystem();
            }
            else
            {
                victim.Bank.As("all1");
            }

            return victim.Bank.StartAsync(graph, new BurstStimulus.Start(CorrelationId: victim.Unit.Id.Value.ToString("D")));
        });
        for (var move = 0; move < MostMoves && Breach is null && await MoveAsync(wrong); move++)
        {
        }
    }

    private async Task<bool> MoveAsync(Wrong wrong)
    {
        var tasks = victim.Bank.OpenTasks.Where(t => t.Process == "made-up" && !_earlier.Contains(t.Id)).ToList();
        if (tasks.Count == 0)
        {
            return false;
        }

        var task = tasks[Next(tasks.Count)];
        var data = await DataAsync();
        if (Next(5) == 0)
        {
            var forged = JsonSerializer.SerializeToElement(
                new { taskId = task.Id.Value, outcome = task.Outcomes[Next(task.Outcomes.Count)], data }, JsonSerializerOptions.Web);
            await TryAsync(wrong, () =>
            {
                victim.Bank.As(_people[Next(_people.Length)]);
                return victim.Bank.ResumeAsync(
                    task.InstanceId!.Value.ToString("D"), new BurstStimulus.ResumeBookmark(task.BookmarkId!, forged));
            });
        }

        var outcome = task.Outcomes[Next(task.Outcomes.Count)];
        foreach (var person in _people)
        {
            foreach (var meaning in task.SignatureMeanings.Count == 0 ? [null] : task.SignatureMeanings.Cast<string?>())
            {
                if (task.State == TaskState.Open
                    && await TryAsync(wrong, () => victim.Bank.CompleteAsync(task, person, outcome, data, meaning)))
                {
                    return true;
                }
            }
        }

        return task.State != TaskState.Open;
    }

    private async Task<bool> TryAsync(Wrong wrong, Func<Task> act)
    {
        var stood = wrong.Stands(victim);
        var before = victim.Unit.Status;
        var succeeded = true;
        try
        {
            await act();
        }
        catch (Exception refused) when (refused is Domain.Shared.BecsException or Becs.Workflows.Errors.WorkflowEngineException)
        {
            victim.Bank.Rooms.Subjects.Forget();
            succeeded = false;
        }

        var after = victim.Unit.Status;
        var gotOut = after is UnitStatus.Released or UnitStatus.Allocated && before < UnitStatus.Released
            || after is UnitStatus.Issued or UnitStatus.Transfused && before is not (UnitStatus.Issued or UnitStatus.Transfused);
        if (gotOut && stood)
        {
            Breach = $"{wrong.Name}: {before} became {after}";
        }

        return succeeded;
    }

    private JsonObject Node(string id, ActivityDescriptor descriptor) => Graphs.Node(id, descriptor.TypeName, [.. Inputs(descriptor)]);

    private IEnumerable<(string Name, object? Value)> Inputs(ActivityDescriptor descriptor)
    {
        foreach (var input in descriptor.Inputs)
        {
            var name = char.ToLowerInvariant(input.Name[0]) + input.Name[1..];
            var value = Value(name);
            if (value is not null)
            {
                yield return (name, value);
            }
        }
    }

    private object? Value(string name) => name switch
    {
        "unitId" => Id(victim.Unit.Id.Value, victim.Sibling.Id.Value),
        "donationId" => Id(victim.Donation.Id.Value, victim.Unit.Id.Value),
        "visitId" => Id(victim.Donation.VisitId.Value, victim.Donation.Id.Value),
        "orderId" => Id(Next(2) == 0 ? victim.Routine.Id.Value : victim.Emergency.Id.Value, victim.Patient.Id.Value),
        "holdId" => Id(victim.Bank.Quarantine.Holds.LastOrDefault()?.Id.Value ?? Guid.Empty, victim.Unit.Id.Value),
        "issueId" => Id(victim.Bank.Orders.Issues.LastOrDefault()?.Id ?? Guid.Empty, victim.Unit.Id.Value),
        "scope" => "Unit",
        "scopeId" => victim.Sibling.Id.Value.ToString("D"),
        "reasonCode" => "visual",
        "lineNumber" => 1,
        "ordinal" => 1 + Next(2),
        "isEmergency" => Next(2) == 0,
        "minimumRemainingMinutes" => Next(3) - 1,
        "eventNames" => new[] { "HoldLifted", "DonationFoundSuitable" },
        "subjects" => new[] { victim.Unit.Id.Subject.ToString() },
        "timeout" => TimeSpan.FromSeconds(1),
        "eventName" => new[] { "DonationFoundSuitable", "HoldLifted", "ComponentReleased", "UnitIssued" }[Next(4)],
        "correlationId" => victim.Unit.Id.Value.ToString("D"),
        "titleKey" => "Task.ReleaseComponent",
        "formKey" => "release-component",
        "permission" => "components.release",
        "subjectKind" => "unit",
        "subjectId" => victim.Unit.Id.Value.ToString("D"),
        "signatureMeanings" => new[] { "released" },
        "outcomes" => new[] { "Released", "Issued", "Clear" },
        _ => null,
    };

    // Mostly the bag itself: what names nothing ends the attack at once.
    private string Id(Guid wanted, Guid other) => Next(8) switch
    {
        0 => other.ToString("D"),
        1 => $"js:'{wanted:D}'",
        2 => $"js:({{ toString: function() {{ return '{wanted:D}'; }} }})",
        3 => new[] { "rubbish", "js:null", "js:42", "js:[]" }[Next(4)],
        _ => wanted.ToString("D"),
    };

    // Everything any form asks for, as right as it can be.
    private async Task<object> DataAsync()
    {
        var scans = await victim.ScansAsync();
        victim.Bank.Rooms.Subjects.Forget();
        return new
        {
            din = scans[0],
            bloodGroup = scans[1],
            product = scans[2],
            expiry = scans[3],
            tagScan = scans[0],
            bag = scans[0],
            tubes = scans[0],
            record = scans[0],
            serologyTube = scans[0],
            natTube = scans[0],
            groupTube = scans[0],
            reasonCode = "visual",
            findingCode = "looked",
            discardReasonCode = "visual",
            wasteReasonCode = "temperature",
            hospitalNumber = "H-77",
            birthDate = "1980-02-03",
            receiverCode = "porter7",
            visuallyNormal = true,
            sampleCode = "S1",
            type = "Full",
            result = "Compatible",
            sealIntact = true,
            temperatureTenthsC = 60,
            volumeMl = 480,
            reactionKind = "none",
            methodCode = "PRP",
            sourceProductCode = Steps.Whole,
            parts = new[] { new { productCode = "E0336V00", volumeMl = 300 } },
            fullName = "Ann Lindqvist",
            arm = "left",
            bagLot = "BAG-1",
            scale = "SCALE-1",
            consentTextVersion = "us.v1",
            consentSigned = true,
            donorAcknowledged = true,
            useOfBlood = "Use",
        };
    }

    private int Next(int count) => tape.Count == 0 ? 0 : (int)((uint)tape[_position++ % tape.Count] % (uint)count);
}
