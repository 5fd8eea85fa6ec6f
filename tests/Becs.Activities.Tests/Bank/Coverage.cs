using System.Text.Json;
using Becs.Workflows.Journal;
using Becs.Workflows.Running;

namespace Becs.Activities.Tests.Bank;

/// <summary>Which of the drawn connections of a process were taken.</summary>
internal sealed class Coverage(string process)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Counts what a bank lived through, after running it again from its journals.</summary>
    public void Add(FlowBank bank)
    {
        SameAgain.Check(bank, process);
        foreach (var burst in bank.Bursts.Where(b => b.State?.DefinitionId == process))
        {
            Add(burst);
        }
    }

    /// <summary>Every connection drawn and never taken.</summary>
    public IReadOnlyList<string> Missing()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Workflows.Shipped.Files[process]));
        return [.. document.RootElement.GetProperty("root").GetProperty("connections").EnumerateArray()
            .Select(c => c.GetProperty("source"))
            .Select(s => $"{s.GetProperty("activity").GetString()}.{s.GetProperty("port").GetString()}")
            .Where(c => !_taken.Contains(c)).Distinct()];
    }

    private void Add(BurstResult burst)
    {
        foreach (var record in burst.Journal.Records.Where(r => r.Event == JournalEvent.Completed))
        {
            foreach (var outcome in record.Outcomes is { Count: > 0 } outcomes ? outcomes : ["Done"])
            {
                _taken.Add($"{record.ActivityId}.{outcome}");
            }
        }
    }
}
