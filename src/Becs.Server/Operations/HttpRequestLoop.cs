using System.Text;
using Becs.Domain.Shared;
using Becs.Http;
using Becs.Persistence.ReadModel;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>
/// Sends the HTTP requests of workflows after the commit that holds them, and resumes the instance with what came of it. A request whose answer
/// was lost with this process is sent again with the same <c>Idempotency-Key</c>; the answer is applied once.
/// </summary>
public sealed class HttpRequestLoop(
    IServiceScopeFactory scopes, IHttpClientFactory clients, OperationRunner runner, StimulusDelivery delivery, IWorkflowReads reads,
    IIdGenerator ids, BecsSettings settings, PlatformGate gate, ILogger<HttpRequestLoop> log)
    : Loop(TimeSpan.FromSeconds(1), gate, log)
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Client = "workflows";

    /// <summary>Name of the header by which a receiver drops a request it has already served.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>How much of an answer is read.</summary>
    public const int MostContentBytes = 1_000_000;

    private const int BatchSize = 20;
    private const int Attempts = 3;

    /// <summary>All attempts together end well before the minute a row is in hand.</summary>
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(15);

    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Language", "ETag", "Last-Modified", "Location", "Date", "Retry-After", "X-Request-Id",
    };

    private readonly ILogger _log = log;

    /// <summary>Sends what is waiting to be sent.</summary>
    /// <returns>How many requests were taken.</returns>
    public async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredStimulus> rows;
        await using (var scope = scopes.CreateAsyncScope())
        {
            rows = await scope.ServiceProvider.GetRequiredService<IStimuli>().TakeRequestsAsync(BatchSize, cancellationToken);
        }

        await Task.WhenAll(rows.Select(row => ServeAsync(row, cancellationToken)));
        return rows.Count;
    }

    protected override async Task<bool> WorkAsync(CancellationToken stopping) =>
        settings.Has(NodeRoles.Worker) && await SendAsync(stopping) > 0;

    private async Task ServeAsync(StoredStimulus row, CancellationToken cancellationToken)
    {
        try
        {
            var request = (OutgoingStimulus.HttpRequested)StimulusSerializer.DeserializeOutgoing(row.Kind, row.BodyJson);
            var answer = await IsWaitedForAsync(request.BookmarkId, cancellationToken)
                ? await AskAsync(row.Id, request, cancellationToken)
                : null;
            await ApplyAsync(row, request, answer, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Kept in the database; it is taken again when its lease ends.
            _log.LogError("Request {Stimulus} could not be served: {Failure}", row.Id, FailureText.Trace(e));
        }
    }

    private async Task<bool> IsWaitedForAsync(string bookmarkId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IBookmarks>().FindAsync(bookmarkId, cancellationToken) is not null;
    }

    private async Task<HttpAnswer> AskAsync(string key, OutgoingStimulus.HttpRequested request, CancellationToken cancellationToken)
    {
        var url = new Uri(request.Url);
        if (!settings.HttpHosts.Allows(url))
        {
            return new HttpAnswer(null, Failure: HttpAnswer.FailedToConnect); // taken off the list since the burst
        }

        for (var attempt = 1; ; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(AttemptLimit);
            try
            {
                return await AskOnceAsync(key, url, request, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new HttpAnswer(null, Failure: HttpAnswer.Timeout);
            }
            catch (HttpRequestException e) when (attempt < Attempts && e.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), cancellationToken); // the machine's time: a virtual clock stands still
            }
            catch (HttpRequestException e)
            {
                _log.LogWarning("Request {Stimulus} to {Host} was not answered: {Failure}", key, url.Host, FailureText.Trace(e));
                return new HttpAnswer(null, Failure: HttpAnswer.FailedToConnect);
            }
        }
    }

    private async Task<HttpAnswer> AskOnceAsync(
        string key, Uri url, OutgoingStimulus.HttpRequested request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), url);
        if (request.Content is not null)
        {
            message.Content = new StringContent(request.Content, Encoding.UTF8);
            message.Content.Headers.Remove("Content-Type");
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        foreach (var (name, value) in request.Headers ?? new Dictionary<string, string>())
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        message.Headers.TryAddWithoutValidation(KeyHeader, key);
        if (settings.HttpCredentials.TryGetValue(url.GetLeftPart(UriPartial.Authority), out var credentials))
        {
            message.Headers.TryAddWithoutValidation("Authorization", credentials);
        }

        using var client = clients.CreateClient(Client);
        using var response = await client.SendAsync(message, cancellationToken);
        return new HttpAnswer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsStringAsync(cancellationToken),
            response.Headers.Concat(response.Content.Headers).Where(h => Kept.Contains(h.Key))
                .ToDictionary(h => h.Key, h => h.Value.ToArray(), StringComparer.OrdinalIgnoreCase));
    }

    private async Task ApplyAsync(
        StoredStimulus row, OutgoingStimulus.HttpRequested request, HttpAnswer? answer, CancellationToken cancellationToken)
    {
        var operation = OperationRequest.System(ids.New(), "http.answer") with
        {
            SystemSiteId = await reads.SiteOfInstanceAsync(Guid.Parse(row.TargetInstanceId!), cancellationToken),
            CausationId = Guid.Parse(row.Id),
            Body = row,
        };
        await runner.RunAsync(operation, async (scope, token) =>
        {
            if (answer is not null)
            {
                await delivery.MoveAsync(scope, new StimulusTarget(
                    row.TargetInstanceId!, null, new BurstStimulus.ResumeBookmark(request.BookmarkId, answer.ToPayload())), token);
            }

            scope.GetRequiredService<IStimuli>().StageDelivered(row.Id);
            return true;
        }, cancellationToken);
    }
}
