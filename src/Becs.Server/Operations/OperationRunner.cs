using System.Diagnostics;
using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Operations;
using Becs.Server.Accounts;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Signatures;

namespace Becs.Server.Operations;

/// <summary>
/// The corridor behind every door. One operation is one DI scope, one context, one commit: who and where are read from the database now, a
/// signature is checked, the work runs, everything is committed at once. A repeated operation id gets the first answer; a lost race is run
/// again from its start; a refusal leaves nothing but its audit row; a fault keeps the submission with an incident.
/// </summary>
public sealed class OperationRunner(
    IServiceScopeFactory scopes, RefusalLog refusals, IncidentDesk incidents, RequestHasher hasher, PlatformGate gate,
    ILogger<OperationRunner> log)
{
    /// <summary>How often a lost race is run again before the caller gets the 409.</summary>
    public const int MaxAttempts = 6;

    /// <param name="request">Who asks for what.</param>
    /// <param name="work">Loads, decides, changes; saves nothing. Its answer is stored for replays: ids and codes, no personal data.</param>
    /// <param name="cancellationToken">Stops before the commit; a commit under way is not stopped.</param>
    public async Task<OperationAnswer<T>> RunAsync<T>(
        OperationRequest request, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken = default)
    {
        gate.Demand(request.Action); // an unaccepted build leaves no trace of what it refused: another node may serve it
        using var trace = Telemetry.Source.StartActivity("operation");
        trace?.SetTag("becs.action", request.Action);
        var began = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            var answer = await AttemptAsync(request, work, cancellationToken);
            outcome = !answer.Applied ? "incident" : answer.Replayed ? "replayed" : "done";
            return answer;
        }
        catch (BecsException refusal)
        {
            outcome = "refused";
            Telemetry.Refusals.Add(1, new KeyValuePair<string, object?>("code", refusal.Code));
            throw;
        }
        finally
        {
            trace?.SetTag("becs.outcome", outcome);
            Telemetry.OperationSeconds.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("action", request.Action),
                new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    private async Task<OperationAnswer<T>> AttemptAsync<T>(
        OperationRequest request, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(request, work, cancellationToken);
            }
            catch (CommitConflictException lost) when (lost.Retryable && attempt < MaxAttempts)
            {
                log.LogDebug("{Action} {OperationId} lost a race ({Code}), attempt {Attempt}", request.Action, request.OperationId, lost.Code, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(5 * attempt * attempt), cancellationToken);
            }
            catch (StaleDecisionException) when (request.User is null && attempt < MaxAttempts)
            {
                log.LogDebug("{Action} {OperationId} decides anew, attempt {Attempt}", request.Action, request.OperationId, attempt);
            }
            catch (BecsException refusal)
            {
                await refusals.RecordAsync(request, refusal, cancellationToken);
                throw;
            }
            catch (BurstFaultException fault)
            {
                var incident = await incidents.KeepAsync(request, fault, cancellationToken);
                return new OperationAnswer<T>(default, IncidentId: incident);
            }
        }
    }

    private async Task<OperationAnswer<T>> OnceAsync<T>(
        OperationRequest request, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var hash = hasher.Of(request);
        var (context, account, sessionId, known) = await services.GetRequiredService<OperationContexts>().MakeAsync(request, cancellationToken);
        if (known is not null)
        {
            return Repeated<T>(known.AnswerTo(context.UserId, hash));
        }

        try
        {
            return await DoAsync(services, request, context, account, sessionId, hash, work, cancellationToken);
        }
        catch (Exception stopped) when (stopped is BecsException or BurstFaultException)
        {
            // What stopped it may be its own first try, which committed since that was asked: whoever repeats is not told that somebody was first.
            if (await FindAsync(request.OperationId, context.UserId, hash, cancellationToken) is { } first)
            {
                return Repeated<T>(first);
            }

            throw;
        }
    }

    private static OperationAnswer<T> Repeated<T>(RecordedOperation earlier) => new(
        earlier.ResponseJson is null ? default : JsonSerializer.Deserialize<T>(earlier.ResponseJson, StrictJson.Stored), Replayed: true);

    private async Task<RecordedOperation?> FindAsync(Guid operationId, Guid userId, string hash, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IOperationLog>().FindAsync(operationId, userId, hash, cancellationToken);
    }

    private static async Task<OperationAnswer<T>> DoAsync<T>(
        IServiceProvider services, OperationRequest request, OperationContext context, Account? account, string sessionId, string hash,
        Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var current = services.GetRequiredService<CurrentOperation>();
        current.Set(context);
        if (request.Signature is { } toSign)
        {
            var signature = await services.GetRequiredService<SignatureDesk>().SignAsync(
                services, account!, sessionId, context, toSign, request.SignedSubject);
            current.Set(context with { Signature = signature });
        }
        else if (request.EarlierSignature is { } earlierSignature)
        {
            current.Set(context with { Signature = earlierSignature });
        }

        T answer;
        try
        {
            answer = await work(services, cancellationToken);
        }
        catch (BurstFaultException fault)
        {
            fault.Signature = current.Context.Signature;
            throw;
        }

        var commit = services.GetRequiredService<UnitOfWork>();
        commit.Request(hash);
        if (request.User is not null)
        {
            commit.Respond(JsonSerializer.Serialize(answer, StrictJson.Stored));
        }

        // From here on the caller going away changes nothing: the commit is whole, and a retry finds it.
        await commit.CommitAsync(CancellationToken.None);
        return new OperationAnswer<T>(answer);
    }
}
