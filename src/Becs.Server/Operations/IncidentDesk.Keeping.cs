using System.Text.Json;
using Becs.Contracts.Workflows;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Operations;
using Becs.Persistence.Workflows;
using Becs.Server.Hosting;
using Becs.Workflows;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <content>What was received and could not be applied is kept.</content>
public sealed partial class IncidentDesk
{
    /// <summary>Stores the submission with its incident, in a scope of its own.</summary>
    internal async Task<Guid> KeepAsync(OperationRequest request, BurstFaultException fault, CancellationToken cancellationToken)
    {
        log.LogError("Burst of instance {Instance} failed at {Activity}: {Failure}",
            fault.InstanceId, fault.Fault.Incident.ActivityId, FailureText.Trace(fault.Fault.Exception));
        Telemetry.Incidents.Add(1);
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var received = services.GetRequiredService<IReceivedSubmissions>();
        var (context, _, _, _) = await services.GetRequiredService<OperationContexts>()
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

        if (request is { Action: ContinueAction, CausationId: { } again }
            && await services.GetRequiredService<IIncidents>().FindAsync(again, cancellationToken) is { Resolution: null })
        {
            // A retry that fails again is still the same incident.
            return again;
        }

        var incident = ids.New();
        var (kind, json) = StimulusSerializer.Serialize(fault.Stimulus);
        var byPerson = request.User is not null;
        if (byPerson)
        {
            var person = request.FindPerson is { } find ? await find(cancellationToken) : null;
            await received.AddAsync(
                incident, person, JsonSerializer.Serialize(KeptSubmission.Of(request, fault), StrictJson.Stored), cancellationToken);
        }

        services.GetRequiredService<IIncidents>().Add(Row(incident, request, context, fault, byPerson ? null : kind, byPerson ? null : json));
        StageTaken(services, request);
        var instance = Guid.ParseExact(fault.InstanceId, "D");
        services.GetRequiredService<IEventSink>().Raise(new SubjectRef(SubjectKinds.Instance, instance), new WorkflowFaulted(
            instance, "", 0, incident, fault.Fault.Incident.ActivityId, fault.Fault.Incident.ExceptionType));
        await services.GetRequiredService<UnitOfWork>().CommitReceivedAsync(CancellationToken.None);
        return incident;
    }

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
}
