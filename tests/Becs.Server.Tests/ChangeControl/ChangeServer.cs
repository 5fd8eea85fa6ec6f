using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Operations;
using Becs.Server.Tests.Accounts;
using Becs.Server.Tests.Hosting;
using Becs.Workflows.Running;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>One server with a clock of its own for the tests of change control, and the steps of a change in the words of the trade.</summary>
public class ChangeServer : BecsServer
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private readonly ConcurrentDictionary<string, string> _firsts = new(StringComparer.Ordinal);
    private bool _seeded;

    public ChangeServer()
        : this(new FakeTimeProvider(new DateTimeOffset(2027, 6, 9, 8, 0, 0, TimeSpan.Zero)))
    {
    }

    private protected ChangeServer(FakeTimeProvider clock, Action<IServiceCollection>? more = null)
        : base(null, services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            more?.Invoke(services);
        }, ("Becs:Roles", "web")) => Clock = clock;

    public FakeTimeProvider Clock { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A flowchart of a step, a wait and a step, as Studio would save it.</summary>
    public static JsonObject Definition(string id, string text = "one", string? first = null) => JsonNode.Parse($$"""
        {
          "definitionId": "{{id}}", "name": "{{id}}", "variables": [], "inputs": [], "outputs": [], "outcomes": [],
          "root": { "id": "Flow", "type": "Elsa.Flowchart", "version": 1, "start": "First",
            "activities": [
              {{first ?? """{ "id": "First", "type": "Elsa.WriteLine", "version": 1, "text": { "typeName": "String", "expression": { "type": "Literal", "value": "go" } } }"""}},
              { "id": "Wait", "type": "Elsa.Delay", "version": 1, "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "01:00:00" } } },
              { "id": "Say", "type": "Elsa.WriteLine", "version": 1, "text": { "typeName": "String", "expression": { "type": "Literal", "value": "{{text}}" } } },
              { "id": "Done", "type": "Elsa.End", "version": 1 } ],
            "connections": [
              { "source": { "activity": "First", "port": "Done" }, "target": { "activity": "Wait", "port": "In" } },
              { "source": { "activity": "Wait", "port": "Done" }, "target": { "activity": "Say", "port": "In" } },
              { "source": { "activity": "Say", "port": "Done" }, "target": { "activity": "Done", "port": "In" } } ] }
        }
        """)!.AsObject();

    /// <summary>Saves a draft as Studio does.</summary>
    public Task<JsonElement> SaveAsync(string user, JsonObject definition)
    {
        _firsts[definition["definitionId"]!.GetValue<string>()] = definition["root"]!["activities"]![0]!["type"]!.GetValue<string>();
        return SendAsync(user, HttpMethod.Post, "/elsa/api/workflow-definitions", new { model = definition });
    }

    /// <summary>Begins a draft from the version in use.</summary>
    public Task<JsonElement> BeginAsync(string user, string definitionId) => SendAsync(user, HttpMethod.Post, $"/api/workflows/{definitionId}/draft", new { });

    /// <summary>Edits the draft: the text of the last step.</summary>
    public async Task EditAsync(string user, string definitionId, string text)
    {
        var served = JsonNode.Parse((await SendAsync(
            user, HttpMethod.Get, $"/elsa/api/workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest")).GetRawText())!.AsObject();
        var say = served["root"]!["activities"]!.AsArray().First(a => a!["id"]!.GetValue<string>() == "Say")!;
        say["text"]!["expression"]!["value"] = text;
        await SaveAsync(user, served);
    }

    /// <summary>Proposes and submits the caller's draft.</summary>
    public async Task<JsonElement> SubmitAsync(string user, string definitionId, bool emergency = false, string? rollBackTo = null)
    {
        var proposal = await ProposeAsync(user, definitionId, rollBackTo);
        if (rollBackTo is null && proposal.GetProperty("baseVersion").ValueKind == JsonValueKind.Null)
        {
            await AttachAsync(user, definitionId, Scenario(definitionId, first: _firsts.GetValueOrDefault(definitionId)));
        }

        return await SendAsync(user, HttpMethod.Post, "/api/changes",
            new { definitionId, details = Details(), emergency, rollBackTo, signature = Sign(user, "authored", Text(proposal, "signedHash")) }, HttpStatusCode.Created);
    }

    /// <summary>The only way through <see cref="Definition"/>, however it begins.</summary>
    public static string Scenario(string definitionId, string name = "all-the-way", string last = "Say:Done", string? first = null) => JsonSerializer.Serialize(new
    {
        format = 1,
        name,
        says = "All the way.",
        workflow = definitionId,
        startedAt = "2026-03-02T08:00:00Z",
        trigger = first == "Elsa.Timer" ? "First" : null,
        answers = first == "Becs.HumanTask" ? new[] { new { of = "Becs.HumanTask/own", outcome = "Done" } } : [],
        until = "01:00:00",
        expected = new { path = new[] { "First:Done", "Wait:Done", last, "Done:Done" }, end = "finished" },
    });

    /// <summary>Attaches a scenario to the caller's draft.</summary>
    public Task<JsonElement> AttachAsync(string user, string definitionId, string content) =>
        SendAsync(user, HttpMethod.Post, $"/api/workflows/{definitionId}/scenarios", new { content });

    public Task<JsonElement> ProposeAsync(string user, string definitionId, string? rollBackTo = null) => SendAsync(
        user, HttpMethod.Get, $"/api/changes/proposal?definitionId={definitionId}{(rollBackTo is null ? "" : $"&rollBackTo={rollBackTo}")}");

    /// <summary>A signed step.</summary>
    public async Task<HttpResponseMessage> TryAsync(string user, Guid change, string step, string meaning, object? more = null, string? hash = null)
    {
        var body = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        var signed = hash ?? Text(await FindAsync(change), "signedHash");
        body["signature"] = JsonSerializer.SerializeToNode(Sign(user, meaning, signed));
        return await (await PersonAsync(user)).PostAsJsonAsync($"/api/changes/{change:D}/{step}", body, Stop);
    }

    public async Task<JsonElement> StepAsync(string user, Guid change, string step, string meaning, object? more = null)
    {
        using var answer = await TryAsync(user, change, step, meaning, more);
        Assert.True(answer.IsSuccessStatusCode, $"{step}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.JsonAsync();
    }

    /// <summary>Submits, reviews and approves; from the time given, or at once.</summary>
    public async Task<JsonElement> ApproveDraftAsync(string author, string definitionId, DateTimeOffset? effectiveFrom = null)
    {
        var id = Id(await SubmitAsync(author, definitionId));
        await StepAsync("val1", id, "review", "reviewed", new { accept = true });
        return await StepAsync("qa1", id, "approve", "approved", new { effectiveFrom });
    }

    public Task<JsonElement> FindAsync(Guid change) => SendAsync("aud1", HttpMethod.Get, $"/api/changes/{change:D}");

    public async Task<JsonElement> SendAsync(
        string user, HttpMethod method, string address, object? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await TrySendAsync(user, method, address, body);
        Assert.True(answer.StatusCode == expected, $"{method} {address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        return expected == HttpStatusCode.NoContent ? default : await answer.JsonAsync();
    }

    public async Task<HttpResponseMessage> TrySendAsync(string user, HttpMethod method, string address, object? body = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        return await (await PersonAsync(user)).SendAsync(request, Stop);
    }

    /// <summary>Starts an instance by name and says which package it runs on.</summary>
    public async Task<StoredInstance> StartAsync(string definitionId)
    {
        var started = await Services.GetRequiredService<OperationRunner>().RunAsync(
            OperationRequest.System(Services.GetRequiredService<IIdGenerator>().New(), "test.start"),
            (scope, token) => Services.GetRequiredService<BurstRunner>().StartAsync(scope, definitionId, new BurstStimulus.Start(), token), Stop);
        return await InstanceAsync(started.Value);
    }

    public async Task<StoredInstance> InstanceAsync(Guid id)
    {
        await using var scope = Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IWorkflowInstances>().FindAsync(id.ToString("D"), Stop))!;
    }

    public async Task<int> CountInstancesAsync(string definitionId, int version)
    {
        var sites = (await SendAsync("adm1", HttpMethod.Get, "/api/sites")).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetGuid());
        var found = await Services.GetRequiredService<IInstanceReads>().PageAsync(
            new InstanceQuery { SiteIds = [.. sites], DefinitionIds = [definitionId], Version = version }, 0, 100, Stop);
        return found.Items.Count;
    }

    public static Guid Id(JsonElement answer) => answer.GetProperty("id").GetGuid();

    public static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;

    public static object Details() => new
    {
        reason = "A clearer text",
        requirementIds = new[] { "URS-REL-001" },
        risk = new { severity = 3, probability = 2, detectability = 1 },
    };

    public static object Sign(string user, string meaning, string hash) =>
        new { userName = user, password = "Demo-2026!", meaning, reason = "test", signedHash = hash };

    /// <summary>own2 writes too; all1 and all2 may everything; wes1 reads at the other site.</summary>
    private async Task<HttpClient> PersonAsync(string user)
    {
        if (user is "own2" or "all1" or "all2" or "wes1")
        {
            await SeedAsync();
        }

        return await AsAsync(user);
    }

    private async Task SeedAsync()
    {
        await _once.WaitAsync(Stop);
        try
        {
            if (_seeded)
            {
                return;
            }

            await Services.GetRequiredService<OperationRunner>().RunAsync(
                OperationRequest.System(Services.GetRequiredService<IIdGenerator>().New(), "test.accounts"), async (scope, token) =>
                {
                    await AccountDesk.CreateAsync(scope, new CreateAccountRequest("own2", "Owner Two", "Demo-2026!", [Roles.ProcessOwner], ["NOR"]), token);
                    foreach (var (name, printed) in new[] { ("all1", "All One"), ("all2", "All Two") })
                    {
                        await Trained.CreateAsync(scope, new CreateAccountRequest(
                            name, printed, "Demo-2026!", [Roles.ProcessOwner, Roles.Validator, Roles.Quality], ["NOR"]), token);
                    }

                    await AccountDesk.CreateAsync(scope, new CreateAccountRequest("wes1", "Wes Auditor", "Demo-2026!", [Roles.Auditor], ["WES"]), token);
                    return true;
                }, Stop);
            _seeded = true;
        }
        finally
        {
            _once.Release();
        }
    }
}
