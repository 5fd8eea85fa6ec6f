using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Isbt128;
using Becs.Server.Hosting;
using Becs.Server.Tasks;
using Becs.Server.Tasks.Forms;
using Becs.Workflows.Tests;
using Becs.Workflows.Tests.Definitions;

namespace Becs.Server.Tests.BadInput;

/// <summary>The code of the door for completions, with every shipped form: reads, refuses or accepts, and counts which.</summary>
internal sealed class CompletionDoors
{
    private static readonly FormContext _context = new(
        new DateTime(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));

    private readonly CompleteTaskRequestValidator _validator = new();
    private readonly List<FormSchema> _forms = [.. Forms().Select(json => FormSchema.Parse(json))];
    private readonly List<string> _answers;

    public CompletionDoors() => _answers = [.. _forms.Select(form => Sound(form.Fields).ToJsonString())];

    public int Unreadable { get; private set; }

    public int Refused { get; private set; }

    public int Accepted { get; private set; }

    /// <summary>One completion with something broken: among the answers, three times in four.</summary>
    public void Try(int seed)
    {
        var dice = new Dice((ulong)seed);
        var index = dice.Below(_forms.Count);
        Try(index, $"seed {seed}", dice.Below(4) == 0
            ? Doubled(dice, Mutation.Of(dice, Completion("Done", _answers[index])))
            : Encoding.Latin1.GetBytes(Completion("Done", Encoding.Latin1.GetString(Mutation.Of(dice, _answers[index])))));
    }

    /// <summary>Names of types at every place of every form.</summary>
    public void TryNames()
    {
        for (var index = 0; index < _forms.Count; index++)
        {
            foreach (var json in Gadget.Everywhere(Completion("Done", _answers[index])))
            {
                Try(index, json, Encoding.UTF8.GetBytes(json));
            }
        }
    }

    public static string Completion(string outcome, string data, int revision = 1) =>
        $$"""{"operationId":"01980000-0000-7000-8000-0000000000d1","expectedRevision":{{revision}},"outcome":"{{outcome}}","data":{{data}}}""";

    /// <summary>One in ten says a name twice.</summary>
    public static byte[] Doubled(Dice dice, byte[] json) => dice.Below(10) > 0 ? json : Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(json).Replace("\"data\":{", "\"data\":{\"x\":1,\"x\":\"text\",", StringComparison.Ordinal));

    private void Try(int index, string about, byte[] json)
    {
        try
        {
            var request = JsonSerializer.Deserialize<CompleteTaskRequest>(json, StrictJson.Options);
            var problems = request is null ? 1
                : !_validator.Validate(request).IsValid ? 1
                : _forms[index].Validate(JsonObject.Create(request.Data ?? JsonSerializer.SerializeToElement(new { })) ?? [], _context, request.Outcome).Count;
            _ = problems > 0 ? Refused++ : Accepted++;
        }
        catch (JsonException)
        {
            Unreadable++;
        }
        catch (Exception e)
        {
            Assert.Fail($"{about}: {e.GetType().Name} {e.Message}\n{e.StackTrace}\n{Encoding.UTF8.GetString(json)}");
        }
    }

    private static IEnumerable<string> Forms() => Directory
        .EnumerateFiles(Path.Combine(Architecture.Repository.Root, "workflows"), "*.json", SearchOption.AllDirectories)
        .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "forms").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private static JsonObject Sound(IEnumerable<FormField> fields)
    {
        var answers = new JsonObject();
        foreach (var field in fields.Where(f => f.ShowIf is null && f.Kind != FormFieldKind.Context))
        {
            answers[field.Name] = field.Constant?.DeepClone() ?? field.Kind switch
            {
                FormFieldKind.Integer or FormFieldKind.Number => JsonValue.Create(field.Minimum ?? field.Maximum ?? 1),
                FormFieldKind.YesNo => JsonValue.Create(true),
                FormFieldKind.Choice or FormFieldKind.Private => JsonValue.Create(field.Choices[0].Value),
                FormFieldKind.Date => JsonValue.Create("2026-06-10"),
                FormFieldKind.DateTime => JsonValue.Create("2026-06-10T14:00:00Z"),
                FormFieldKind.Rows => new JsonArray(Sound(field.Columns)),
                FormFieldKind.Scan when field.Scan == ScanStructure.Din => JsonValue.Create(DonationNumber.Create("W1234", 2026, 1).Value),
                _ => JsonValue.Create("text"),
            };
        }

        return answers;
    }
}
