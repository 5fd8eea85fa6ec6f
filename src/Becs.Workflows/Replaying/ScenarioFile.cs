using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;

namespace Becs.Workflows.Replaying;

/// <summary>
/// Scenarios as JSON files. The clock is moved by what an answer says has passed since the one before it (<c>after</c>), and by <c>until</c>
/// after the last. A member the reader does not know is refused: it might be an expectation.
/// </summary>
public static partial class ScenarioFile
{
    /// <summary>The format written here; others are refused.</summary>
    public const int Format = 1;

    /// <summary>Longest file in bytes.</summary>
    public const int Longest = 256 * 1024;

    private const int MostAnswers = 1000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 32,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = PlainValue.JsonOptions.Encoder,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Reads a scenario.</summary>
    /// <param name="utf8Json">UTF-8 JSON.</param>
    /// <exception cref="ScenarioException">It is none, and why.</exception>
    public static Scenario Read(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.Length > Longest)
        {
            throw new ScenarioException($"It has {utf8Json.Length} bytes; a scenario has at most {Longest}.");
        }

        try
        {
            return Of(JsonSerializer.Deserialize<FileShape>(utf8Json, Options) ?? throw new ScenarioException("It is null."));
        }
        catch (JsonException e)
        {
            throw new ScenarioException($"It cannot be read at {e.Path ?? "$"}: {e.Message}", e);
        }
    }

    /// <summary>Reads every scenario of a folder, by name; none if there is no folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ScenarioException">A file cannot be read, is not named like its scenario, or belongs to another workflow.</exception>
    public static IReadOnlyList<Scenario> ReadFolder(string folder) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(ReadOne)];

    /// <summary>Writes a scenario so that people can read it.</summary>
    /// <param name="scenario">The scenario.</param>
    public static string Write(Scenario scenario)
    {
        var last = scenario.Script.StartedAt;
        var answers = new List<AnswerShape>();
        foreach (var answer in scenario.Script.Answers)
        {
            var at = answer.At ?? last;
            answers.Add(new AnswerShape(answer.Meaning, answer.Fault is null ? answer.Outcome : null)
            {
                Step = answer.StepId,
                After = at > last ? (at - last).ToString("c", CultureInfo.InvariantCulture) : null,
                Fault = answer.Fault,
                Outputs = answer.Outputs.Count == 0 ? null : new Dictionary<string, JsonElement>(answer.Outputs),
            });
            last = at > last ? at : last;
        }

        return JsonSerializer.Serialize(new FileShape(Format, scenario.Name, scenario.Says, scenario.Workflow, scenario.Script.StartedAt, answers,
            new ExpectedShape(scenario.Path, scenario.End == ReplayEnd.Finished ? "finished" : "waiting") { WaitsAt = scenario.WaitsAt.Count == 0 ? null : scenario.WaitsAt })
        {
            Trigger = scenario.Script.TriggerActivityId,
            CorrelationId = scenario.Script.CorrelationId,
            Input = scenario.Script.Input.Count == 0 ? null : new Dictionary<string, JsonElement>(scenario.Script.Input),
            Until = scenario.Script.EndsAt is { } end && end > last ? (end - last).ToString("c", CultureInfo.InvariantCulture) : null,
        }, Options).ReplaceLineEndings("\n") + "\n";
    }

    private static Scenario ReadOne(string file)
    {
        try
        {
            var scenario = Read(File.ReadAllBytes(file));
            return scenario.Name == Path.GetFileNameWithoutExtension(file)
                ? scenario : throw new ScenarioException($"It is named '{scenario.Name}', not as its file.");
        }
        catch (ScenarioException e)
        {
            throw new ScenarioException($"{Path.GetFileName(file)}: {e.Message}", e);
        }
    }

    private static Scenario Of(FileShape file)
    {
        Demand(file.Format == Format, $"$.format is {file.Format}; this build reads {Format}.");
        Demand(Names().IsMatch(file.Name), "$.name has from 1 to 80 small letters, digits and hyphens.");
        Demand(file.Says.Trim().Length is > 0 and <= 500, "$.says has from 1 to 500 characters.");
        Demand(file.Workflow.Length is > 0 and <= 100, "$.workflow is missing.");
        Demand(file.StartedAt.Kind == DateTimeKind.Utc, "$.startedAt is no UTC time: it ends in Z.");
        Demand(file.Answers.Count <= MostAnswers, $"$.answers holds {file.Answers.Count}; at most {MostAnswers} are taken.");
        Demand(file.Expected.End is "finished" or "waiting", "$.expected.end is 'finished' or 'waiting'.");
        Demand(file.Expected.Path.Count is > 0 and <= Replayer.BurstLimit, "$.expected.path names every step that is left.");
        var at = file.StartedAt;
        var answers = new List<ReplayAnswer>();
        foreach (var (answer, i) in file.Answers.Select((a, i) => (a, i)))
        {
            Demand(answer.Of.Length > 0, $"$.answers[{i}].of is missing: what is answered, such as Becs.PrintLabel.");
            Demand((answer.Outcome is null) != (answer.Fault is null), $"$.answers[{i}] has an outcome or a fault, one of them.");
            at += Span(answer.After, $"$.answers[{i}].after");
            answers.Add(new ReplayAnswer(answer.Of, answer.Outcome ?? "")
            {
                StepId = answer.Step,
                At = at,
                Fault = answer.Fault,
                Outputs = answer.Outputs ?? [],
            });
        }

        return new Scenario
        {
            Name = file.Name,
            Says = file.Says.Trim(),
            Workflow = file.Workflow,
            Script = new ReplayScript
            {
                StartedAt = file.StartedAt,
                TriggerActivityId = file.Trigger,
                CorrelationId = file.CorrelationId,
                Input = file.Input ?? [],
                Answers = answers,
                EndsAt = at + Span(file.Until, "$.until"),
            },
            Path = file.Expected.Path,
            End = file.Expected.End == "finished" ? ReplayEnd.Finished : ReplayEnd.Waiting,
            WaitsAt = file.Expected.WaitsAt ?? [],
        };
    }

    private static TimeSpan Span(string? text, string path)
    {
        var span = TimeSpan.Zero;
        Demand(text is null || (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out span) && span >= TimeSpan.Zero && span.TotalDays <= 3660),
            $"{path} is no time that passes, such as 00:05:00 or 1.00:00:00.");
        return span;
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ScenarioException(otherwise);
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,79}$")]
    private static partial Regex Names();

    private sealed record FileShape(
        int Format, string Name, string Says, string Workflow, DateTime StartedAt, IReadOnlyList<AnswerShape> Answers, ExpectedShape Expected)
    {
        public string? Trigger { get; init; }

        public string? CorrelationId { get; init; }

        public Dictionary<string, JsonElement>? Input { get; init; }

        public string? Until { get; init; }
    }

    private sealed record AnswerShape(string Of, string? Outcome = null)
    {
        public string? Step { get; init; }

        public string? After { get; init; }

        public string? Fault { get; init; }

        public Dictionary<string, JsonElement>? Outputs { get; init; }
    }

    private sealed record ExpectedShape(IReadOnlyList<string> Path, string End)
    {
        public IReadOnlyList<string>? WaitsAt { get; init; }
    }
}
