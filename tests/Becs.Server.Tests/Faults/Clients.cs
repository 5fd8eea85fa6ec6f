using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Becs.Server.Tests.Faults;

/// <summary>
/// Callers that never give up: what got no definite answer is sent again under the same operation id, to whichever server is up. What was
/// answered is kept, to be compared with the answer to a repetition.
/// </summary>
internal sealed class Clients : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(4);
    private readonly HttpClient _http = new() { Timeout = _patience };
    private readonly TimeSpan _limit;
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private readonly Func<int, Uri> _address;
    private int _answers;
    private int _retries;

    /// <param name="address">Where the n-th try goes.</param>
    /// <param name="limit">After which no answer counts as none.</param>
    public Clients(Func<int, Uri> address, TimeSpan? limit = null) =>
        (_address, _limit) = (address, limit ?? TimeSpan.FromSeconds(20));

    public int Answers => _answers;

    public int Retries => _retries;

    /// <summary>Called after each definite answer with how many there are.</summary>
    public Action<int>? Answered { get; set; }

    public void Dispose() => _http.Dispose();

    public async Task SignInAsync(CancellationToken ct, params string[] users)
    {
        foreach (var userName in users)
        {
            using var answer = await _http.PostAsJsonAsync(new Uri(_address(0), "/api/auth/token"), new { userName, password = "Demo-2026!" }, ct);
            answer.EnsureSuccessStatusCode();
            _tokens[userName] = (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("accessToken").GetString()!;
        }
    }

    public async Task<JsonElement> GetAsync(string user, string path, CancellationToken ct) =>
        JsonDocument.Parse((await SendAsync(user, HttpMethod.Get, path, null, ct)).Body).RootElement;

    public async Task<JsonElement> PostAsync(string user, string path, object body, CancellationToken ct)
    {
        var (status, text) = await SendAsync(user, HttpMethod.Post, path, body, ct);
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, $"{path}: {status} {text}");
        Answered?.Invoke(Interlocked.Increment(ref _answers));
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>One try, whatever its answer.</summary>
    public async Task<(HttpStatusCode Status, string Body)> PostRawAsync(string user, string path, object body, CancellationToken ct)
    {
        using var request = Request(user, HttpMethod.Post, path, body, 0);
        using var answer = await _http.SendAsync(request, ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    private HttpRequestMessage Request(string user, HttpMethod method, string path, object? body, int attempt) =>
        new(method, new Uri(_address(attempt), path))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", _tokens[user]) },
            Content = body is null ? null : JsonContent.Create(body),
        };

    /// <summary>One definite answer, whatever it says; a lost race is not one.</summary>
    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string user, HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_patience);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var request = Request(user, method, path, body, attempt);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
                limit.CancelAfter(_limit);
                using var answer = await _http.SendAsync(request, limit.Token);
                var text = await answer.Content.ReadAsStringAsync(limit.Token);
                if (answer.StatusCode < HttpStatusCode.InternalServerError && !(answer.StatusCode == HttpStatusCode.Conflict && IsLostRace(text)))
                {
                    return (answer.StatusCode, text);
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException or IOException && !patience.IsCancellationRequested)
            {
                // Nobody there, or gone before it answered: whether it was done is unknown.
            }

            Interlocked.Increment(ref _retries);
            await Task.Delay(100, patience.Token);
        }
    }

    private static bool IsLostRace(string problem) =>
        new[] { "CON-409", "BUSY-409", "OP-409", "DUP-409" }.Any(code => problem.Contains(code, StringComparison.Ordinal));
}
