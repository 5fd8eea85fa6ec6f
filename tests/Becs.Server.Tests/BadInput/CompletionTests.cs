using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Isbt128;
using Becs.Server.Hosting;
using Becs.Server.Tasks;
using Becs.Server.Tasks.Forms;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Messaging;
using Becs.Server.Tests.Operations;
using Becs.Workflows.Tests;
using Becs.Workflows.Tests.Definitions;

namespace Becs.Server.Tests.BadInput;

/// <summary>
/// Ten thousand completions, each a sound one of a shipped form with something broken, decided by a seed: read, refused or accepted by the code
/// of the door, never anything else. Some hundred of them go through the door.
/// </summary>
public class CompletionTests
{
    private const int Count = 10_000;
    private const int OverHttp = 300;

    private static readonly FormContext _context = new(
        new DateTime(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Completions_WhenMutated_ThenAreRefusedByFieldOrAccepted()
    {
        var forms = Forms().Select(json => FormSchema.Parse(json)).ToList();
        var answers = forms.Select(form => Sound(form.Fields).ToJsonString()).ToList();
        var validator = new CompleteTaskRequestValidator();
        var (unreadable, refused, accepted) = (0, 0, 0);
        for (var seed = 1; seed <= Count; seed++)
        {
            var dice = new Dice((ulong)seed);
            var index = dice.Below(forms.Count);

            // What is broken is among the answers, three times in four.
            var json = dice.Below(4) == 0
                ? Doubled(dice, Mutation.Of(dice, Completion("Done", answers[index])))
                : Encoding.Latin1.GetBytes(Completion("Done", Encoding.Latin1.GetString(Mutation.Of(dice, answers[index]))));
            try
            {
                var request = JsonSerializer.Deserialize<CompleteTaskRequest>(json, StrictJson.Options);
                var problems = request is null ? 1
                    : !validator.Validate(request).IsValid ? 1
                    : forms[index].Validate(JsonObject.Create(request.Data ?? JsonSerializer.SerializeToElement(new { })) ?? [], _context, request.Outcome).Count;
                _ = problems > 0 ? refused++ : accepted++;
            }
            catch (JsonException)
            {
                unreadable++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e.GetType().Name} {e.Message}\n{e.StackTrace}\n{Encoding.UTF8.GetString(json)}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{forms.Count} forms; unreadable {unreadable}, refused {refused}, accepted {accepted}");
        Assert.True(refused > Count / 4 && unreadable > Count / 10, $"unreadable {unreadable}, refused {refused}: the mutations do not try much");
    }

    [Fact]
    [Trait(Needs.Cost, Needs.Slow)]
    public async Task Door_WhenCompletionsAreMutated_ThenRefusedAndNothingMoves()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web"));
        var laboratory = await server.AsAsync("lab1");
        await server.PlaceHoldAsync();
        await SignalIntakeTests.DrainAsync(server);
        var task = Assert.Single((await (await laboratory.GetAsync("/api/tasks?process=quarantine", Stop)).JsonAsync())
            .GetProperty("items").EnumerateArray());
        var (path, revision) = ($"/api/tasks/{task.GetProperty("id").GetGuid():D}/complete", task.GetProperty("revision").GetInt32());

        // Refused as it stands, so that what is left sound by a mutation is refused as well.
        var sound = Completion("ProposeLift", """{"findingCode":"no-fault-found","unitsInspected":false}""", revision);
        var before = await DatabaseContent.ReadAsync(SignalIntakeTests.Sqlite(server), Stop);
        var statuses = new SortedDictionary<HttpStatusCode, int>();
        for (var seed = 1; seed <= OverHttp; seed++)
        {
            var dice = new Dice((ulong)seed);
            using var content = new ByteArrayContent(Doubled(dice, Mutation.Of(dice, sound)));
            content.Headers.ContentType = new("application/json");
            var answer = await laboratory.PostAsync(path, content, Stop);
            Assert.True(
                (int)answer.StatusCode is >= 400 and < 500, $"seed {seed}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
            statuses[answer.StatusCode] = statuses.GetValueOrDefault(answer.StatusCode) + 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.Select(s => $"{(int)s.Key}: {s.Value}")));
        Assert.True(statuses.Count > 1, "the mutations do not try much");
        var after = await DatabaseContent.ReadAsync(SignalIntakeTests.Sqlite(server), Stop);
        Assert.Subset(new HashSet<string>(["audit_rows", "commit_counter"]), DatabaseContent.TablesGrown(before, after).ToHashSet());
        Assert.All(before.Except(after), r => Assert.StartsWith("commit_counter:", r, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Forms() => Directory
        .EnumerateFiles(Path.Combine(Architecture.Repository.Root, "workflows"), "*.json", SearchOption.AllDirectories)
        .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "forms").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private static string Completion(string outcome, string data, int revision = 1) =>
        $$"""{"operationId":"01980000-0000-7000-8000-0000000000d1","expectedRevision":{{revision}},"outcome":"{{outcome}}","data":{{data}}}""";

    /// <summary>One in ten says a name twice.</summary>
    private static byte[] Doubled(Dice dice, byte[] json) => dice.Below(10) > 0 ? json : Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(json).Replace("\"data\":{", "\"data\":{\"x\":1,\"x\":\"text\",", StringComparison.Ordinal));

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
