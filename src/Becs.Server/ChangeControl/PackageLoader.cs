using Becs.Domain.Accounts;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Brings the packages shipped with this build into the database at start. A new one waits for QA; in Development qa1 accepts it, on record.
/// A file that does not validate is reported and leaves the others running.
/// </summary>
internal sealed class PackageLoader(
    PackageFolder folder, OperationRunner runner, IServiceScopeFactory scopes, IIdGenerator ids, GraphCache graphs, EventSubscriptions subscriptions,
    PlatformGate gate, BecsSettings settings, HealthLog health, ILogger<PackageLoader> log)
{
    private const string FirstInstall = "First installation of the demonstration system";

    public Task LoadAsync(CancellationToken cancellationToken) => LoadAsync(ContentFolders.Workflows, cancellationToken);

    /// <param name="workflows">The folder with the shipped workflows.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task LoadAsync(string workflows, CancellationToken cancellationToken)
    {
        var (packages, refused) = folder.Build(workflows);
        foreach (var file in refused)
        {
            health.Report($"workflow {file.File}", file.Problem);
            log.LogError("{File} is not loaded: {Problem}", file.File, file.Problem);
        }

        await StoreAsync([.. packages.Select(p => (New(p), Triggers(p))), .. RulePacks()], cancellationToken);
        if (settings.IsDevelopment && gate.Serves)
        {
            await AcceptAsDemoAsync(cancellationToken);
        }

        await subscriptions.RefreshAsync(cancellationToken);
    }

    private async Task StoreAsync(IReadOnlyList<(PackageRecord Record, IReadOnlyList<PackageTrigger> Triggers)> built, CancellationToken ct)
    {
        try
        {
            await StoreOnceAsync(built, ct);
        }
        catch (CommitConflictException) when (!ct.IsCancellationRequested)
        {
            await StoreOnceAsync(built, ct); // another node that starts with this build was quicker: what it brought is known now
        }
    }

    private Task StoreOnceAsync(IReadOnlyList<(PackageRecord Record, IReadOnlyList<PackageTrigger> Triggers)> built, CancellationToken ct) =>
        runner.RunAsync(OperationRequest.System(ids.New(), "package.load"), async (scope, token) =>
        {
            var records = scope.GetRequiredService<IPackageRecords>();
            var known = await records.ListAsync(cancellationToken: token);
            foreach (var (record, triggers) in built.Where(b => known.All(k => k.PackageHash != b.Record.PackageHash || k.State == PackageState.Waiting)))
            {
                if (await OfferAsync(scope, known, record, token) || known.Any(k => k.PackageHash == record.PackageHash))
                {
                    continue;
                }

                if (known.FirstOrDefault(k => k.Kind == record.Kind && k.DefinitionId == record.DefinitionId
                        && k.DefinitionVersion == record.DefinitionVersion) is { } other)
                {
                    // A loaded version is frozen: the files must get a new version number.
                    var problem = $"version {record.DefinitionVersion} was loaded before with other contents ({other.PackageHash[..12]}, "
                        + $"now {record.PackageHash[..12]}); a change needs a new version";
                    health.Report($"package {record.DefinitionId}", problem);
                    log.LogError("{Package}: {Problem}", record.DefinitionId, problem);
                    continue;
                }

                records.Add(record, triggers);
                scope.GetRequiredService<IAuditTrail>().Record(record.Subject, "package.loaded", @new: record.PackageHash);
            }

            return true;
        }, ct);

    /// <summary>A version of a workflow in use is an offer: nothing shipped takes its place by itself, or by one signature.</summary>
    private async Task<bool> OfferAsync(IServiceProvider scope, IReadOnlyList<PackageRecord> known, PackageRecord shipped, CancellationToken ct)
    {
        var vendors = scope.GetRequiredService<IVendorVersions>();
        var before = (await vendors.ListAsync(ct)).Where(v => v.DefinitionId == shipped.DefinitionId).ToList();
        var newest = before.Select(v => v.Number).Concat(
            known.Where(k => k.DefinitionId == shipped.DefinitionId && k.State == PackageState.Accepted).Select(k => k.DefinitionVersion)).DefaultIfEmpty().Max();
        if (shipped.DefinitionVersion <= newest && before.TrueForAll(v => v.PackageHash != shipped.PackageHash))
        {
            return false; // an old number with other contents: reported as such
        }

        if (await VendorDesk.OfferAsync(scope, known, shipped, ids.New(), ct) is not { } offer)
        {
            return false;
        }

        if (before.TrueForAll(v => v.Id != offer.Id))
        {
            vendors.Add(offer);
            scope.GetRequiredService<IAuditTrail>().Record(
                offer.Subject, "vendor-version.offered", @new: $"{offer.DefinitionId} vendor:{offer.Number} {offer.PackageHash}");
            log.LogInformation("vendor:{Number} of {DefinitionId} is offered: it takes effect only by a change", offer.Number, offer.DefinitionId);
        }

        return true;
    }

    private async Task AcceptAsDemoAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var quality = await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByNameAsync("qa1", ct);
        var all = await scope.ServiceProvider.GetRequiredService<IPackageRecords>().ListAsync(cancellationToken: ct);
        var waiting = all.Where(p => p.State == PackageState.Waiting).ToList();
        var inUse = all.Where(p => p.Kind == PackageRecord.Workflow && p.State.IsApproved()).Select(p => p.DefinitionId).ToHashSet(StringComparer.Ordinal);
        if (quality is null || waiting.Count == 0)
        {
            return;
        }

        foreach (var package in waiting.OrderBy(p => p.Id)) // as they were loaded: children before their parents
        {
            if (package.Kind == PackageRecord.Workflow && !inUse.Add(package.DefinitionId))
            {
                continue; // only a change puts it in the place of the version in use
            }

            for (var attempt = 1; await IsWaitingAsync(package.PackageHash, ct); attempt++)
            {
                try
                {
                    await PackageDesk.AcceptAsync(runner, DemoSignature.Accepts(ids, quality, "package.accept", FirstInstall, package.PackageHash), package.PackageHash, null, ct);
                }
                catch (ConflictException e) when (attempt < OperationRunner.MaxAttempts)
                {
                    log.LogDebug(e, "Another node accepts at the same time"); // what it has accepted does not wait any more
                }
            }
        }
    }

    private async Task<bool> IsWaitingAsync(string packageHash, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IPackageRecords>().FindAsync(packageHash, ct) is { State: PackageState.Waiting };
    }

    private PackageRecord New(WorkflowPackage package) => new(
        ids.New(), PackageRecord.Workflow, package.DefinitionId, package.Version, package.Name, package.PackageHash, package.BehaviourHash,
        package.Bytes.ToArray(), scopes.Now());

    private List<PackageTrigger> Triggers(WorkflowPackage package) =>
        [.. TriggerIndexer.Index(graphs.Add(package)).Select(t => new PackageTrigger(t.ActivityId, t.Name, t.Hash))];

    private List<(PackageRecord, IReadOnlyList<PackageTrigger>)> RulePacks()
    {
        var packs = new List<(PackageRecord, IReadOnlyList<PackageTrigger>)>();
        foreach (var pack in Directory.Exists(ContentFolders.RulePacks)
            ? Directory.EnumerateDirectories(ContentFolders.RulePacks).Where(RulePackFolder.IsPack) : [])
        {
            try
            {
                packs.Add((RulePackFolder.Read(pack, ids.New(), scopes.Now()), []));
            }
            catch (Exception e) when (e is RuleException or WorkflowEngineException or System.Text.Json.JsonException or IOException)
            {
                health.Report($"rule pack {Path.GetFileName(pack)}", e.Message.ReplaceLineEndings(" "));
                log.LogError("Rule pack {Pack} is not loaded: {Problem}", Path.GetFileName(pack), e.Message);
            }
        }

        return packs;
    }
}
