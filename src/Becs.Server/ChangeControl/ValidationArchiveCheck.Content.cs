using System.Text.Json;
using Becs.Domain.ChangeControl;

namespace Becs.Server.ChangeControl;

/// <content>What parts say of each other: risks of submissions, and the instances of plans.</content>
internal sealed partial record ValidationArchiveCheck
{
    private static readonly string[] _rated = ["severity", "probability", "detectability"];

    /// <summary>Every submission is rated, and the last one as the change. Archives of before format 2 say the change's alone.</summary>
    private static void Risks(Dictionary<string, ReadOnlyMemory<byte>> parts, List<string> problems)
    {
        const string Change = "change.json", SignOffs = "sign-offs.json";
        if (!parts.TryGetValue(Change, out var change) || !parts.TryGetValue(SignOffs, out var steps))
        {
            return;
        }

        using var about = JsonDocument.Parse(change);
        using var json = JsonDocument.Parse(steps);
        var whole = about.RootElement.GetProperty("risk");
        if (!IsRated(whole))
        {
            problems.Add($"{Change}: the risk is no severity x probability x detectability.");
        }

        if (about.RootElement.GetProperty("format").GetInt32() < 2)
        {
            return;
        }

        JsonElement? last = null;
        foreach (var step in json.RootElement.EnumerateArray())
        {
            var (kind, risk) = (Text(step, "kind"), step.GetProperty("risk"));
            var isSubmission = kind == nameof(ChangeStepKind.Submitted);
            if (isSubmission ? !IsRated(risk) : risk.ValueKind != JsonValueKind.Null)
            {
                problems.Add($"{SignOffs}: step {step.GetProperty("ordinal").GetInt32()} ({kind}): its risk is no severity x probability x detectability.");
            }

            last = isSubmission ? risk : last;
        }

        if (last is not { } submitted || !JsonElement.DeepEquals(submitted, whole))
        {
            problems.Add($"{SignOffs}: the risk of the last submission is not that of the change.");
        }
    }

    private static bool IsRated(JsonElement risk)
    {
        if (risk.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var rated = _rated.Select(r => risk.GetProperty(r).GetInt32()).ToList();
        return rated.TrueForAll(r => r is >= 1 and <= 5) && rated.Aggregate(1, (product, r) => product * r) == risk.GetProperty("product").GetInt32();
    }

    /// <summary>Every instance of a plan is there, once. Archives of before had one part with the first of them, and no numbers.</summary>
    private static void Instances(Dictionary<string, ReadOnlyMemory<byte>> parts, List<string> problems)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, content) in parts.Where(p => p.Key.StartsWith("plans/", StringComparison.Ordinal) && p.Key.EndsWith(".instances.json", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(content);
            if (!json.RootElement.TryGetProperty("parts", out var pages))
            {
                continue;
            }

            var (migrated, stay, before) = (0, 0, "");
            foreach (var page in pages.EnumerateArray().Select(p => p.GetString()!).Where(p => parts.ContainsKey(p) && named.Add(p)))
            {
                using var part = JsonDocument.Parse(parts[page]);
                if (Text(part.RootElement, "planHash") != Text(json.RootElement, "planHash"))
                {
                    problems.Add($"{page}: it is about another plan than {name}.");
                }

                foreach (var instance in part.RootElement.GetProperty("instances").EnumerateArray())
                {
                    var id = Text(instance, "instance");
                    if (string.CompareOrdinal(id, before) <= 0)
                    {
                        problems.Add($"{page}: {id} is not in order, or there twice.");
                    }

                    before = id;
                    _ = instance.GetProperty("isMigrated").GetBoolean() ? migrated++ : stay++;
                }
            }

            if ((migrated, stay) != (json.RootElement.GetProperty("migrated").GetInt32(), json.RootElement.GetProperty("stay").GetInt32()))
            {
                problems.Add($"{name}: its numbers are not those of its instances: {migrated} went over, {stay} stay.");
            }
        }
    }
}
