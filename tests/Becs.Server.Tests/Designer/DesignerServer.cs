using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Becs.Server.Operations;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Designer;

/// <summary>One server for the tests of the designer's API, with one case of donor eligibility that waits for its first task.</summary>
public sealed class DesignerServer : BecsServer
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private string? _instance;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<string> InstanceAsync()
    {
        await _once.WaitAsync(Stop);
        try
        {
            return _instance ??= await StartAsync();
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>Status and JSON of a call to Elsa's API.</summary>
    public async Task<(int Status, JsonNode? Json)> CallAsync(string userName, string method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/elsa/api" + path);
        if (method is not ("GET" or "DELETE"))
        {
            request.Content = new StringContent(body?.ToJsonString() ?? "{}", Encoding.UTF8, "application/json");
        }

        using var answer = await (await AsAsync(userName)).SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return ((int)answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    public async Task<JsonNode> OkAsync(string userName, string method, string path, JsonNode? body = null)
    {
        var (status, json) = await CallAsync(userName, method, path, body);
        Assert.True(status is 200 or 201, $"{method} {path}: {status} {json?.ToJsonString()}");
        return json!;
    }

    /// <summary>The sentence of a refusal Studio can show.</summary>
    public async Task<string> RefusedAsync(string userName, string method, string path, JsonNode? body = null)
    {
        var (status, json) = await CallAsync(userName, method, path, body);
        Assert.True(status == 400, $"{method} {path}: {status} {json?.ToJsonString()}");
        return string.Join(' ', json!["errors"]!.AsObject().SelectMany(e => e.Value!.AsArray()).Select(s => s!.GetValue<string>()));
    }

    private async Task<string> StartAsync()
    {
        var registrar = await AsAsync("reg1");
        var donor = await (await registrar.PostAsJsonAsync(
            "/api/donors", new { familyName = "Tester", givenName = "Vera", birthDate = "1990-03-04", sex = "F" }, Stop)).JsonAsync();
        var visit = await registrar.PostAsJsonAsync(
            "/api/visits", new { donorId = donor.GetProperty("id").GetGuid(), donationType = "whole-blood" }, Stop);
        visit.EnsureSuccessStatusCode();
        await Services.GetRequiredService<StimulusPump>().DrainAsync(Stop);
        var found = await OkAsync("own1", "POST", "/workflow-instances", new JsonObject { ["definitionIds"] = new JsonArray("donor-eligibility") });
        return found["items"]![0]!["id"]!.GetValue<string>();
    }
}

[CollectionDefinition(Name)]
public sealed class DesignerCollection : ICollectionFixture<DesignerServer>
{
    public const string Name = "Designer";
}
