using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Persistence.Commit;
using Becs.Persistence.Operations;
using Becs.Persistence.Workflows;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Signatures;
using Becs.Workflows;
using Becs.Workflows.Running;
using Becs.Workflows.State;
using Becs.Workflows.Storage;

namespace Becs.Server.Operations;

/// <summary>
/// Keeps what was received and could not be applied, and applies it again. What a person gave is never lost and never typed twice; a failed
/// step stays visible until somebody retries or withdraws it.
/// </summary>
public sealed partial class IncidentDesk(IServiceScopeFactory scopes, IIdGenerator ids, ILogger<IncidentDesk> log)
{
    /// <summary>The plain way on, of a step that has one.</summary>
    private const string Done = "Done";

    /// <summary>Most incidents a list shows; more than that is one problem, not many.</summary>
    public const int MostShown = 1000;

    private const string ContinueAction = "incident.continue";

    /// <param name="siteIds">Sites of the person who asks.</param>
    /// <param name="isOpen">Open ones, closed ones, or all when null.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<IncidentView>> ListAsync(
        IReadOnlyCollection<Guid> siteIds, bool? isOpen, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<IIncidents>().ListAsync(siteIds, isOpen, MostShown, cancellationToken))
            .Select(IncidentView.Of)];
    }

    /// <summary>Applies what was received again: same person, same signature, same operation id. What succeeds closes the incident.</summary>
    public Task<OperationAnswer<IncidentView>> RetryAsync(
        OperationRunner runner, OperationRequest operation, Guid incidentId, CancellationToken cancellationToken) =>
        AgainAsync(runner, operation, incidentId, null, _ => { }, cancellationToken);

    /// <summary>
    /// Applies it again with the failing activity completed in place of its code, signed by whoever takes that on. What the kernel decides is
    /// decided outside the graph: skipping a step gives no blood free.
    /// </summary>
    /// <param name="outcome">The way to go on; needed where the step has no plain one.</param>
    public async Task<OperationAnswer<IncidentView>> SkipAsync(
        OperationRunner runner, OperationRequest operation, Guid incidentId, string? outcome, CancellationToken cancellationToken)
    {
        var (failed, _, _) = await FindAsync(incidentId, cancellationToken);
        var outcomes = await OutcomesAsync(failed.PackageHash, failed.ActivityId, cancellationToken);
        return await AgainAsync(runner, operation, incidentId, outcome ?? Done, scope =>
        {
            var (context, incident) = (scope.Context, scope.Incident);
            if (incident.ActivityId is null)
            {
                throw new RuleException("INC-420", $"Incident {incidentId:D} names no step that could be skipped.");
            }

            // By a way the step does not have nothing would follow, and the case would end there without a word.
            if (outcomes.Count > 0 && !outcomes.Contains(outcome ?? Done))
            {
                throw new InputException(
                    "INC-421", "outcome", $"Step {incident.ActivityId} goes on by one of {string.Join(", ", outcomes)}: say by which.");
            }

            SignatureDesk.Demand(context, IncidentView.HashOf(incident), SignatureMeanings.Reviewed, SignatureMeanings.Approved);
        }, cancellationToken);
    }

    /// <summary>The ways a failed step could go on when it is skipped; none when that is not known.</summary>
    internal async Task<IReadOnlyList<string>> OutcomesAsync(string? packageHash, string? activityId, CancellationToken cancellationToken)
    {
        if (packageHash is null || activityId is null)
        {
            return [];
        }

        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BurstRunner>()
            .OutcomesAsync(scope.ServiceProvider, packageHash, activityId, cancellationToken);
    }

    /// <summary>
    /// Gives it up, signed with a reason. A submission is withdrawn, and its task stays open for another; a case that stands still because a
    /// signal or timer of it failed is ended, since nothing would move it any more.
    /// </summary>
    /// <param name="signedHash">What the signature is about; the incident's own when null.</param>
    public Task<OperationAnswer<IncidentView>> CancelAsync(
        OperationRunner runner, OperationRequest operation, Guid incidentId, CancellationToken cancellationToken, string? signedHash = null) =>
        runner.RunAsync(operation with { Permission = Permissions.IncidentsResolve }, async (scope, token) =>
        {
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            var (incident, submission, _) = await FindAsync(incidentId, token);
            await DemandSiteAsync(scope, operation, incident, token);
            SignatureDesk.Demand(context, signedHash ?? IncidentView.HashOf(incident), SignatureMeanings.Reviewed, SignatureMeanings.Approved);
            if (submission is not null)
            {
                if (await scope.GetRequiredService<IOperationLog>().IsRecordedAsync(submission.OperationId, token))
                {
                    throw new ConflictException(
                        "INC-414", $"Incident {incidentId:D}: what was submitted has been applied meanwhile, by its repetition. A retry closes it.");
                }

                await scope.GetRequiredService<IReceivedSubmissions>().CloseAsync(submission.OperationId, ReceivedStatus.Withdrawn, token);
            }
            else if (incident.InstanceId is { } instance
                && await scope.GetRequiredService<IWorkflowInstances>().FindAsync(instance.ToString("D"), token) is { Status: WorkflowStatus.Running })
            {
                await scope.GetRequiredService<BurstRunner>().ResumeAsync(
                    scope, instance.ToString("D"), new BurstStimulus.Cancel($"incident {incidentId:D}"), token);
            }

            return await ResolveAsync(scope, incidentId, "cancelled", context.UserId, token);
        }, cancellationToken);

    private async Task<OperationAnswer<IncidentView>> AgainAsync(
        OperationRunner runner, OperationRequest operation, Guid incidentId, string? skipsBy,
        Action<(OperationContext Context, IncidentRow Incident)> demand, CancellationToken cancellationToken)
    {
        var (incident, submission, kept) = await FindAsync(incidentId, cancellationToken);
        var resolution = skipsBy is null ? "retried" : "skipped";
        var resolver = await runner.RunAsync(operation with { Permission = Permissions.IncidentsResolve }, async (scope, token) =>
        {
            await DemandSiteAsync(scope, operation, incident, token);
            var context = scope.GetRequiredService<ICurrentOperation>().Context;
            demand((context, incident));
            (await scope.GetRequiredService<IIncidents>().FindAsync(incidentId, token))!.Retries++;
            scope.GetRequiredService<IAuditTrail>().Record(
                Subject(incident), skipsBy is null ? "incident.retried" : "incident.skip-signed",
                @new: skipsBy is null ? incidentId.ToString("D") : $"{incidentId:D} {incident.ActivityId} {skipsBy}");
            return context.UserId;
        }, cancellationToken);
        IncidentView? view = null;
        var answer = await runner.RunAsync<object>(await RequestAsync(incident, submission, kept, cancellationToken), async (scope, token) =>
        {
            object? first = null;
            if (skipsBy is not null)
            {
                scope.GetRequiredService<SkippedStep>().Of(incidentId, incident.ActivityId!, skipsBy);
            }

            if (kept is not null)
            {
                first = await Replay(scope, kept.Action).RunAsync(scope, kept.Body, kept.Found, token);
                await scope.GetRequiredService<IReceivedSubmissions>().CloseAsync(submission!.OperationId, ReceivedStatus.Applied, token);
            }
            else
            {
                var stimulus = StimulusSerializer.DeserializeBurst(incident.StimulusKind!, incident.StimulusJson!);
                await scope.GetRequiredService<BurstRunner>().ContinueAsync(
                    scope, incident.InstanceId!.Value.ToString("D"), incident.PackageHash!, stimulus, token);
            }

            view = await ResolveAsync(scope, incidentId, resolution, resolver.Value, token);
            return first ?? view;
        }, cancellationToken);
        if (answer.Replayed && submission is not null)
        {
            // Whoever submitted it sent it again, and then it was applied: nothing is left to do but to say so.
            view = (await runner.RunAsync(OperationRequest.System(ids.New(), ContinueAction, incident.SiteId), async (scope, token) =>
            {
                await scope.GetRequiredService<IReceivedSubmissions>().CloseAsync(submission.OperationId, ReceivedStatus.Applied, token);
                return await ResolveAsync(scope, incidentId, "retried", resolver.Value, token);
            }, cancellationToken)).Value;
        }

        return new OperationAnswer<IncidentView>(view ?? IncidentView.Of(incident), answer.Replayed, answer.IncidentId);
    }

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

    private async Task<OperationRequest> RequestAsync(
        IncidentRow incident, ReceivedSubmission? submission, KeptSubmission? kept, CancellationToken cancellationToken)
    {
        if (kept is null || submission is null)
        {
            return OperationRequest.System(ids.New(), ContinueAction, incident.SiteId) with { CausationId = incident.Id };
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
            FindPerson = _ => Task.FromResult(submission.Person),
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
