using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>
/// How running instances of one version go over to another, as part of a change request: proposed, reviewed and approved by three persons,
/// each signing the hash of its content. Without one every instance stays where it began.
/// </summary>
public sealed class MigrationPlan
{
    /// <summary>Most steps a plan may name.</summary>
    public const int MostSteps = 500;

    private MigrationPlan()
    {
    }

    /// <param name="id">The plan.</param>
    /// <param name="change">The change it belongs to.</param>
    /// <param name="number">Its number within the change, from 1.</param>
    /// <param name="source">The version instances leave.</param>
    /// <param name="target">The version they go to.</param>
    /// <param name="mapping">New step ids by old ones, where they differ.</param>
    /// <param name="passesBy">Steps of the version they go to that they may pass by, each with the reason: docs/adr/0097.</param>
    /// <param name="reverses">The plan whose instances it takes back.</param>
    /// <param name="proposedAt">When.</param>
    public MigrationPlan(
        Guid id, ChangeRequest change, int number, PackageRecord source, PackageRecord target, IReadOnlyDictionary<string, string> mapping,
        IReadOnlyDictionary<string, string> passesBy, MigrationPlan? reverses, DateTime proposedAt)
    {
        (Id, ChangeId, Number, DefinitionId) = (id, change.Id, number, change.DefinitionId);
        (SourceHash, TargetHash, ReversesId, ProposedAt) = (source.PackageHash, target.PackageHash, reverses?.Id, proposedAt);
        var steps = mapping.OrderBy(m => m.Key, StringComparer.Ordinal).ToList();
        var passed = passesBy.OrderBy(m => m.Key, StringComparer.Ordinal).ToList();
        Content = Encoding.UTF8.GetString(new CanonicalRecord()
            .Add("format", 2).Add("change", change.Number).Add("plan", number).Add("definitionId", DefinitionId)
            .Add("sourceHash", SourceHash).Add("targetHash", TargetHash).Add("reverses", reverses?.PlanHash)
            .AddList("steps", steps.Select(m => m.Key)).AddList("become", steps.Select(m => m.Value))
            .AddList("passesBy", passed.Select(m => m.Key)).AddList("because", passed.Select(m => ChangeSubmission.Texts.Demand(m.Value, "passesBy"))).ToBytes());
        PlanHash = HashOf(Content);
    }

    public Guid Id { get; private set; }

    public ChangeId ChangeId { get; private set; }

    public int Number { get; private set; }

    public string DefinitionId { get; private set; } = "";

    public string SourceHash { get; private set; } = "";

    public string TargetHash { get; private set; } = "";

    public Guid? ReversesId { get; private set; }

    /// <summary>Canonical JSON: what is signed.</summary>
    public string Content { get; private set; } = "";

    /// <summary>SHA-256 of <see cref="Content"/> in UTF-8, lower-case hex.</summary>
    public string PlanHash { get; private set; } = "";

    public MigrationPlanState State { get; private set; }

    public DateTime ProposedAt { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    /// <summary>New step ids by old ones, as signed.</summary>
    public IReadOnlyDictionary<string, string> Mapping()
    {
        using var json = JsonDocument.Parse(Content);
        return Pairs(json, "steps", "become");
    }

    /// <summary>Steps that instances may pass by, each with the reason, as signed. Format 1 had none.</summary>
    public IReadOnlyDictionary<string, string> PassesBy()
    {
        using var json = JsonDocument.Parse(Content);
        return json.RootElement.TryGetProperty("passesBy", out _) ? Pairs(json, "passesBy", "because") : new Dictionary<string, string>();
    }

    /// <summary>Only what is signed runs: the plan by its three signatures, and both packages, which somebody approved.</summary>
    /// <exception cref="BecsException">Not all of it is so now.</exception>
    public void DemandRunnable(ChangeRequest change, PackageRecord source, PackageRecord target, OperationContext operation)
    {
        if (!operation.May(Permissions.WorkflowsApprove))
        {
            throw new ForbiddenException("CHG-001", $"{change.Number}: this needs another permission.");
        }

        if (State != MigrationPlanState.Approved || change.State != ChangeState.Approved)
        {
            throw new ConflictException("CHG-431", $"Plan {Number} of {change.Number} is {State}, its change {change.State}: nothing goes over.");
        }

        var signed = change.Steps.Where(s => s.PlanHash == PlanHash && s.SignatureId is not null).Select(s => s.Kind).ToHashSet();
        if (HashOf(Content) != PlanHash || !signed.IsSupersetOf([ChangeStepKind.PlanProposed, ChangeStepKind.PlanAccepted, ChangeStepKind.PlanApproved]))
        {
            throw new RuleException("CHG-432", $"Plan {Number} of {change.Number} is not what was signed.");
        }

        if (source.PackageHash != SourceHash || target.PackageHash != TargetHash
            || !(source.State.IsApproved() || source.State == PackageState.Retired) || !target.State.IsApproved()
            || target.EffectiveFromAt > operation.NowAt || target.EffectiveFromAt is null)
        {
            throw new ConflictException("CHG-433",
                $"Instances go from a signed version to one that is approved and effective; version {target.DefinitionVersion} is {target.State}.");
        }
    }

    internal void Move(MigrationPlanState from, MigrationPlanState to, ChangeRequest change)
    {
        if (State != from || change.Id != ChangeId)
        {
            throw new ConflictException("CHG-409", $"Plan {Number} of {change.Number} is {State}.");
        }

        State = to;
        Version++;
    }

    private static string HashOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static Dictionary<string, string> Pairs(JsonDocument json, string names, string values) =>
        Texts(json, names).Zip(Texts(json, values)).ToDictionary(m => m.First, m => m.Second, StringComparer.Ordinal);

    private static IEnumerable<string> Texts(JsonDocument json, string name) =>
        json.RootElement.GetProperty(name).EnumerateArray().Select(e => e.GetString()!);
}

/// <summary>Where a plan stands. Stored by name: frozen.</summary>
public enum MigrationPlanState
{
    /// <summary>Somebody with <c>workflows.validate</c> reviews it.</summary>
    Proposed,

    /// <summary>Reviewed; somebody with <c>workflows.approve</c> approves it.</summary>
    Reviewed,

    /// <summary>It may be carried out, as often as there are instances left.</summary>
    Approved,

    /// <summary>Never carried out.</summary>
    Rejected,
}
