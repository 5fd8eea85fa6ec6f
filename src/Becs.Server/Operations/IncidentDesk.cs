using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Contracts.Workflows;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Commit;
using Becs.Persistence.Operations;
using Becs.Persistence.Workflows;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Signatures;
using Becs.Workflows.State;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>
/// Keeps what was received and could not be applied, and applies it again. What a person gave is never lost and never typed twice; a failed
/// step stays visible until somebody retries or withdraws it.
/// </summary>
public sealed class IncidentDesk(IServiceScopeFactory scopes, IIdGenerator ids, ILogger<IncidentDesk> log)
{
    /// <summary>Most incidents a list shows; more than that is one problem, not many.</summary>
    public const int MostShown = 1000;

    /// <summary>Stores the submission with its incident, in a scope of its own.</summary>
    internal async Task<Guid> KeepAsync(OperationRequest request, BurstFaultException fault, CancellationToken cancellationToken)
    {
        log.LogError("Burst of instance {Instance} failed at {Activity}: {Failure}",
            fault.InstanceId, fault.Fault.Incident.ActivityId, FailureText.Trace(fault.Fault.Exception));
        Telemetry.Incidents.Add(1);
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var received = services.GetRequiredService<IReceivedSubmissions>();
        var (context, _, _) = await services.GetRequiredService<OperationContexts>()
            .MakeAsync(request with { Permission = null }, cancellationToken);
        services.GetRequiredService<CurrentOperation>().Set(context with
        {
            InstanceId = Guid.ParseExact(fault.InstanceId, "D"),
            PackageHash = fault.PackageHash,
        });
        if (await received.FindAsync(request.OperationId, cancellationToken) is { Status: ReceivedStatus.Received } known)
        {
            return known.IncidentId;
        }

        var incident = ids.New();
        var (kind, json) = StimulusSerializer.Serialize(fault.Stimulus);
        var byPerson = request.User is not null;
        if (byPerson)
        {
            await received.AddAsync(
                incident, request.Person, JsonSerializer.Serialize(KeptSubmission.Of(request, fault), StrictJson.Stored), cancellationToken);
        }

        services.GetRequiredService<IIncidents>().Add(Row(incident, request, context, fault, byPerson ? null : kind, byPerson ? null : json));
        StageTaken(services, request);
        var instance = Guid.ParseExact(fault.InstanceId, "D");
        services.GetRequiredService<IEventSink>().Raise(new SubjectRef(SubjectKinds.Instance, instance), new WorkflowFaulted(
            instance, "", 0, incident, fault.Fault.Incident.ActivityId, fault.Fault.Incident.ExceptionType));
        await services.GetRequiredService<UnitOfWork>().CommitReceivedAsync(CancellationToken.None);
        return incident;
    }

    public async Task<IReadOnlyList<IncidentView>> ListAsync(IReadOnlyCollection<Guid> siteIds, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<IIncidents>().OpenAsync(MostShown, cancellationToken))
            .Where(i => siteIds.Contains(i.SiteId)).Select(IncidentView.Of)];
    }

    /// <summary>Applies what was received again: same person, same signature, same operation id. What succeeds closes the incident.</summary>
    public async Task<OperationAnswer<IncidentView>> RetryAsync(
        OperationRunner runner, OperationRequest operation, Guid incidentId, CancellationToken cancellationToken)
    {
        var (incident, submission, kept) = await FindAsync(incidentId, cancellationToken);
        var resolver = await runner.RunAsync(operation with { Permission = Permissions.IncidentsResolve }, async (scope, token) =>
        {
            await DemandSiteAsync(scope, operation, incident, token);
            (await scope.GetRequiredService<IIncidents>().FindAsync(incidentId, token))!.Retries++;
            scope.GetRequiredService<IAuditTrail>().Record(Subject(incident), "incident.retried", @new: incidentId.ToString("D"));
            return scope.GetRequiredService<ICurrentOperation>().Context.UserId;
        }, cancellationToken);
        return await runner.RunAsync(await AgainAsync(incident, submission, kept, cancellationToken), async (scope, token) =>
        {
            if (kept is not null)
            {
                await Replay(scope, kept.Action).RunAsync(scope, kept.Body, token);
                await scope.GetRequiredService<IReceivedSubmissions>().CloseAsync(submission!.OperationId, ReceivedStatus.Applied, token);
            }
            else
            {
                var stimulus = StimulusSerializer.DeserializeBurst(incident.StimulusKind!, incident.StimulusJson!);
                await scope.GetRequiredService<BurstRunner>().ContinueAsync(
                    scope, incident.InstanceId!.Value.ToString("D"), incident.PackageHash!, stimulus, token);
            }

            return await ResolveAsync(scope, incidentId, "retried", resolver.Value, token);
        }, cancellationToken);
    }

    /// <summary>Gives the submission up, signed with a reason.</summary>
    public Task<OperationAnswer<IncidentView>> CancelAsync(
        OperationRunner runner, OperationRequest operation, Guid incidentId, CancellationToken cancellationToken) =>
        runner.RunAsync(operation with { Permission = Permissions.IncidentsResolve }, async (scope, token) =>
        {
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            var (incident, submission, _) = await FindAsync(incidentId, token);
            await DemandSiteAsync(scope, operation, incident, token);
            SignatureDesk.Demand(context, IncidentView.HashOf(incident), SignatureMeanings.Reviewed, SignatureMeanings.Approved);
            if (submission is not null)
            {
                await scope.GetRequiredService<IReceivedSubmissions>().CloseAsync(submission.OperationId, ReceivedStatus.Withdrawn, token);
            }

            return await ResolveAsync(scope, incidentId, "cancelled", context.UserId, token);
        }, cancellationToken);

    /// <summary>Whoever resolves an incident works at its site, whichever door the request came by.</summary>
    private static async Task DemandSiteAsync(
        IServiceProvider scope, OperationRequest operation, IncidentRow incident, CancellationToken cancellationToken)
    {
        var caller = operation.User is null ? null
            : await scope.GetRequiredService<CallerReader>().ReadAsync(operation.User, operation.SiteCode, cancellationToken);
        if (caller is null || caller.Sites.All(s => s.Id.Value != incident.SiteId))
        {
            throw new ForbiddenException("ACC-403", $"Incident {incident.Id:D} belongs to a site that is not granted to this account.");
        }
    }

    private static async Task<IncidentView> ResolveAsync(
        IServiceProvider scope, Guid incidentId, string resolution, Guid userId, CancellationToken cancellationToken)
    {
        var incident = (await scope.GetRequiredService<IIncidents>().FindAsync(incidentId, cancellationToken))!;
        incident.Resolve(resolution, userId, scope.GetRequiredService<ICurrentOperation>().Context.NowAt);
        scope.GetRequiredService<IAuditTrail>().Record(Subject(incident), $"incident.{resolution}", @new: incidentId.ToString("D"));
        return IncidentView.Of(incident);
    }

    private static IReplay Replay(IServiceProvider scope, string action) => scope.GetServices<IReplay>().FirstOrDefault(r => r.Action == action)
        ?? throw new ConflictException("INC-410", $"What {action} submitted cannot be applied again; withdraw it and do it anew.");

    /// <summary>What the system itself had in hand is kept in the incident; its row must not be tried again behind everybody's back.</summary>
    private static void StageTaken(IServiceProvider services, OperationRequest request)
    {
        if (request.Body is StoredStimulus row)
        {
            services.GetRequiredService<IStimuli>().StageDelivered(row.Id);
        }
        else if (request.Body is StoredTimer timer)
        {
            services.GetRequiredService<ITimers>().StageCancel(timer.InstanceId, [timer.BookmarkId]);
        }
    }

    private static IncidentRow Row(
        Guid id, OperationRequest request, OperationContext context, BurstFaultException fault, string? stimulusKind, string? stimulusJson) => new()
        {
            Id = id,
            InstanceId = Guid.ParseExact(fault.InstanceId, "D"),
            OperationId = request.OperationId,
            SiteId = context.SiteId.Value,
            PackageHash = fault.PackageHash,
            StimulusKind = stimulusKind,
            StimulusJson = stimulusJson,
            ExceptionType = fault.Fault.Incident.ExceptionType,
            Message = FailureText.Of(fault.Fault.Exception),
            ActivityId = fault.Fault.Incident.ActivityId,
            ActivityType = fault.Fault.Incident.ActivityType,
            Path = fault.Fault.Incident.Path,
            Code = fault.Fault.Incident.Code,
            CreatedAt = context.NowAt,
        };

    private async Task<OperationRequest> AgainAsync(
        IncidentRow incident, ReceivedSubmission? submission, KeptSubmission? kept, CancellationToken cancellationToken)
    {
        if (kept is null || submission is null)
        {
            return OperationRequest.System(ids.New(), "incident.continue", incident.SiteId) with { CausationId = incident.Id };
        }

        await using var scope = scopes.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<IAccounts>().FindAsync(submission.UserId, cancellationToken)
            ?? throw new ConflictException("INC-411", $"Incident {incident.Id:D}: the account that submitted it is gone.");
        return new OperationRequest
        {
            OperationId = submission.OperationId,
            Action = kept.Action,
            User = Caller.PrincipalOf(account, ids.New().ToString("N"), IdentitySetup.Cookie),
            SiteCode = kept.SiteCode,
            Workstation = kept.Workstation,
            Reason = kept.Reason,
            Person = submission.Person,
            EarlierSignature = kept.Signature,
            Body = kept.Body,
        };
    }

    private async Task<(IncidentRow Incident, ReceivedSubmission? Submission, KeptSubmission? Kept)> FindAsync(
        Guid incidentId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var incident = await scope.ServiceProvider.GetRequiredService<IIncidents>().FindAsync(incidentId, cancellationToken)
            ?? throw new NotFoundException("INC-404", $"There is no incident {incidentId:D}.");
        if (incident.Resolution is not null)
        {
            throw new ConflictException("INC-409", $"Incident {incidentId:D} was {incident.Resolution} already.");
        }

        var received = scope.ServiceProvider.GetRequiredService<IReceivedSubmissions>();
        if (await received.FindByIncidentAsync(incidentId, cancellationToken) is not { } submission)
        {
            return (incident, null, null);
        }

        return await received.OpenAsync(submission.OperationId, cancellationToken) is { } body
            ? (incident, submission, JsonSerializer.Deserialize<KeptSubmission>(body, StrictJson.Stored))
            : throw new ConflictException("INC-412", $"Incident {incidentId:D}: what was submitted is gone; its person was erased.");
    }

    private static SubjectRef Subject(IncidentRow incident) => new(SubjectKinds.Instance, incident.InstanceId ?? incident.Id);
}

/// <summary>A burst that failed; ids and codes only.</summary>
/// <param name="SignedHash">To send back with the signature that withdraws it.</param>
public sealed record IncidentView(
    Guid Id, Guid OperationId, Guid? InstanceId, string? PackageHash, string? ActivityId, string? ActivityType, string ExceptionType, string Message,
    string? Path, DateTime CreatedAt, int Retries, string? Resolution, string SignedHash)
{
    public static IncidentView Of(IncidentRow i) => new(
        i.Id, i.OperationId, i.InstanceId, i.PackageHash, i.ActivityId, i.ActivityType, i.ExceptionType, i.Message, i.Path, i.CreatedAt, i.Retries,
        i.Resolution, HashOf(i));

    internal static string HashOf(IncidentRow i) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{i.Id:D}|{i.OperationId:D}|{i.InstanceId:D}|{i.ExceptionType}|{i.Resolution}")));
}
