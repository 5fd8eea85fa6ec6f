using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.BadInput;

/// <summary>What is asked of every refusal: status, code, the field or record named, no stack, and what the audit kept of it.</summary>
internal static class Tried
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> PostRawAsync(this HttpClient client, string path, string body) =>
        client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Stop);

    /// <summary>Checks a refusal and returns its problem.</summary>
    public static async Task<JsonElement> RefusedAsync(this HttpResponseMessage answer, HttpStatusCode status, string code, string? names = null)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        if (names is not null)
        {
            var fields = problem.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().Select(e => e.Name).ToList() : [];
            Assert.True(
                fields.Contains(names) || problem.GetProperty("title").GetString()!.Contains(names, StringComparison.Ordinal),
                $"'{names}' is not named: {text}");
        }

        return problem;
    }

    /// <summary>Audit rows that tell of refusals with a code, by user.</summary>
    public static async Task<IReadOnlyList<JsonElement>> RefusalsAsync(this BecsServer server, string userName, string code)
    {
        var auditor = await server.AsAsync("aud1");
        var page = await auditor.GetFromJsonAsync<JsonElement>($"/api/audit?userName={userName}&pageSize=200", Stop);
        return [.. page.GetProperty("items").EnumerateArray().Where(r =>
            r.GetProperty("what").GetString() == "operation.refused"
            && r.GetProperty("new").GetString()!.Contains($"\"{code}\"", StringComparison.Ordinal))];
    }

    public static async Task<int> CountAsync(this HttpClient client, string list) =>
        (await client.GetFromJsonAsync<JsonElement>(list, Stop)).GetProperty("totalCount").GetInt32();
}
