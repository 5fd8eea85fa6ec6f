using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Server.Hosting;

namespace Becs.Server.Simulation;

/// <summary>
/// The public REST API as staff use it. Every write carries an operation id that is sent again after a lost connection, so a server killed in
/// the middle neither loses nor doubles anything.
/// </summary>
internal sealed class StaffApi(HttpClient http, string site, string password, IIdGenerator ids) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    public Guid NewOperation() => ids.New();

    public Task<JsonNode> GetAsync(string user, string path, CancellationToken ct) => SendAsync(user, HttpMethod.Get, path, null, ct);

    public Task<JsonNode> PostAsync(string user, string path, JsonObject body, CancellationToken ct)
    {
        if (!body.ContainsKey("operationId"))
        {
            body["operationId"] = ids.New().ToString("D");
        }

        return SendAsync(user, HttpMethod.Post, path, body, ct);
    }

    public JsonObject Signature(string user, string meaning, string reason, string signedHash) => new()
    {
        ["userName"] = user,
        ["password"] = password,
        ["meaning"] = meaning,
        ["reason"] = reason,
        ["signedHash"] = signedHash,
    };

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> SendAsync(string user, HttpMethod method, string path, JsonObject? body, CancellationToken ct)
    {
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, path);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(user, ct));
                request.Headers.Add("X-Becs-Site", site);
                if (body is not null)
                {
                    request.Content = JsonContent.Create(body);
                }

                using var response = await http.SendAsync(request, ct);
                if (response.StatusCode == HttpStatusCode.Unauthorized && _tokens.Remove(user))
                {
                    continue;
                }

                if ((int)response.StatusCode < 500 || response.StatusCode == HttpStatusCode.NotImplemented)
                {
                    return await ReadAsync(response, $"{user} {method} {path}", ct);
                }
            }
            catch (HttpRequestException) when (Patient(until))
            {
                _tokens.Clear();
            }
            catch (TaskCanceledException) when (!ct.IsCancellationRequested && Patient(until))
            {
                _tokens.Clear();
            }

            if (!Patient(until))
            {
                throw new StartException($"The server did not answer {method} {path} for {_patience.TotalSeconds} seconds.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), ct);
        }
    }

    private static bool Patient(long since) => TimeProvider.System.GetElapsedTime(since) < _patience;

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, string what, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? string.IsNullOrWhiteSpace(text) ? new JsonObject() : JsonNode.Parse(text) ?? new JsonObject()
            : throw new RefusedException(what, (int)response.StatusCode, text);
    }

    private async Task<string> TokenAsync(string user, CancellationToken ct)
    {
        if (_tokens.TryGetValue(user, out var known))
        {
            return known;
        }

        using var response = await http.PostAsJsonAsync("/api/auth/token", new { userName = user, password }, ct);
        if ((int)response.StatusCode >= 500 || response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            throw new HttpRequestException($"sign-in answered {(int)response.StatusCode}");
        }

        var answer = await ReadAsync(response, $"sign-in of {user}", ct);
        return _tokens[user] = answer["accessToken"]!.GetValue<string>();
    }
}

/// <summary>The server refused: what was asked, the status and the problem it told.</summary>
internal sealed class RefusedException(string what, int status, string problem) : Exception($"{what}: {status} {problem}")
{
    public int Status { get; } = status;

    public string? Code { get; } = CodeOf(problem);

    private static string? CodeOf(string problem)
    {
        try
        {
            return JsonNode.Parse(problem)?["code"]?.GetValue<string>();
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
