using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Server.Accounts;
using Becs.Server.Signatures;
using Microsoft.AspNetCore.Identity;

namespace Becs.Server.Operations;

/// <summary>Records, in a scope of its own, that something was tried and refused: what a person attempts is part of the trail (21 CFR 11.300(d)).</summary>
public sealed class RefusalLog(IServiceScopeFactory scopes, IIdGenerator ids, IHttpContextAccessor http, ILogger<RefusalLog> log)
{
    private const int Rounds = 10;

    /// <summary>Never throws for a failing record: the caller's answer is the refusal itself. A failure is logged as an error.</summary>
    public async Task RecordAsync(OperationRequest request, BecsException refusal, CancellationToken cancellationToken)
    {
        http.HttpContext?.IsRecorded();
        if (refusal is SignatureRefusedException { Verdict: SignInVerdict.Refused or SignInVerdict.Locked })
        {
            await TryAsync(request, refusal, () => CountFailureAsync(request, cancellationToken));
        }

        await TryAsync(request, refusal, async () =>
        {
            await using var scope = await OpenAsync(request, cancellationToken);
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitRefusalAsync(refusal, request.SignedSubject, cancellationToken);
        });
    }

    /// <summary>
    /// Attempts that come at once, at whatever door or node, count one by one: of those that meet, one commits and the others go again. More
    /// rounds than failed attempts lock an account, so who loses them all finds it locked.
    /// </summary>
    private async Task TryAsync(OperationRequest request, BecsException refusal, Func<Task> record)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                await record();
                return;
            }
            catch (CommitConflictException lost) when (lost.Retryable && round < Rounds)
            {
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The refusal {Code} of {Action} {OperationId} could not be recorded", refusal.Code, request.Action, request.OperationId);
                return;
            }
        }
    }

    /// <summary>
    /// A wrong password given to sign counts towards the lock-out like one given to sign in. The attempt that locks is told that it did, but nothing
    /// of it was committed: it is counted here like the others. An account that was locked before counts no further.
    /// </summary>
    private async Task CountFailureAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        await using var scope = await OpenAsync(request, cancellationToken);
        var services = scope.ServiceProvider;
        var users = services.GetRequiredService<UserManager<Account>>();
        if (await users.FindByIdAsync(services.GetRequiredService<ICurrentOperation>().Context.UserId.ToString("D")) is { } account
            && !await users.IsLockedOutAsync(account))
        {
            await users.AccessFailedAsync(account);
            services.GetRequiredService<IAuditTrail>().Record(AccountDesk.Subject(account), "account.signature-refused");
            var commit = services.GetRequiredService<UnitOfWork>();
            commit.Respond("null", "refused");
            await commit.CommitAsync(cancellationToken);
        }
    }

    private async Task<AsyncServiceScope> OpenAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        var contexts = scope.ServiceProvider.GetRequiredService<OperationContexts>();
        // A reason that came with what was refused was judged by nobody: it may be anything a person typed.
        var plain = request with { OperationId = ids.New(), CausationId = request.OperationId, Permission = null, Signature = null, Reason = null };
        var context = await TryAsync(contexts, plain, cancellationToken) ?? await TryAsync(contexts, plain with { SiteCode = null }, cancellationToken)
            ?? (await contexts.MakeAsync(plain with { User = null }, cancellationToken)).Context;
        scope.ServiceProvider.GetRequiredService<CurrentOperation>().Set(context);
        return scope;
    }

    /// <summary>Null when the very refusal is that this person has no such site or session.</summary>
    private static async Task<OperationContext?> TryAsync(OperationContexts contexts, OperationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await contexts.MakeAsync(request, cancellationToken)).Context;
        }
        catch (ForbiddenException)
        {
            return null;
        }
    }
}
