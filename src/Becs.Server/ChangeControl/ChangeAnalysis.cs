using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Workflows.Comparing;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Proving;

namespace Becs.Server.ChangeControl;

/// <summary>What is worked out about a submission before it is taken: what it does differently, and that it keeps what every version must keep.</summary>
internal sealed class ChangeAnalysis(ActivityRegistry registry, GraphCache graphs, IIdGenerator ids)
{
    private readonly Lazy<IReadOnlyList<Obligation>> _obligations = new(() => ObligationReader.ReadFolder(Path.Combine(ContentFolders.Workflows, "obligations")));

    /// <summary>What every version must keep.</summary>
    public IReadOnlyList<Obligation> Obligations => _obligations.Value;

    /// <summary>Proves a package with every child it pins, however deep.</summary>
    public async Task<Proof> ProveAsync(IServiceProvider scope, WorkflowPackage package, CancellationToken ct)
    {
        var records = scope.GetRequiredService<IPackageRecords>();
        var found = new Dictionary<string, WorkflowPackage>(StringComparer.Ordinal);
        var left = new Queue<string>(package.Children.Values);
        while (left.TryDequeue(out var hash))
        {
            if (!found.ContainsKey(hash) && await records.FindAsync(hash, ct) is { } record)
            {
                found[hash] = WorkflowPackage.Open(record.Bytes, hash);
                foreach (var child in found[hash].Children.Values)
                {
                    left.Enqueue(child);
                }
            }
        }

        return new Prover(registry, Obligations).Prove(package, [.. found.Values]);
    }

    /// <summary>The evidence of a submission.</summary>
    /// <exception cref="FieldsRefusedException">It breaks an obligation: each way that shows it, by JSON path.</exception>
    public async Task<IReadOnlyList<ChangeEvidence>> EvidenceAsync(
        IServiceProvider scope, ChangeId change, Candidate candidate, IReadOnlyList<KnownScenario> scenarios, DateTime nowAt, CancellationToken ct)
    {
        var proof = await DemandProofAsync(scope, candidate, ct);
        var ran = await ScenarioEvidence.RunAsync(graphs.Add(candidate.Package), scenarios, ct);
        var evidence = new List<ChangeEvidence>
        {
            Make(change, candidate, ChangeEvidence.Proof, Written(proof), nowAt),
            Made(ids.New(), change, candidate.Package.PackageHash, ChangeEvidence.Scenarios, ran.Write(), nowAt),
        };
        if (candidate.Base is { } origin)
        {
            var difference = BehaviourDifference.Between(WorkflowPackage.Open(origin.Bytes, origin.PackageHash), candidate.Package);
            evidence.Add(Make(change, candidate, ChangeEvidence.Difference, Written(origin.PackageHash, candidate.Package.PackageHash, difference), nowAt));
        }

        if (candidate.Vendor is { } vendor)
        {
            var found = await VendorDesk.CompareAsync(scope, vendor, ct);
            evidence.Add(Make(change, candidate, ChangeEvidence.ThreeWay, Written(vendor, found), nowAt));
        }

        return evidence;
    }

    /// <exception cref="FieldsRefusedException">It breaks an obligation.</exception>
    public async Task<Proof> DemandProofAsync(IServiceProvider scope, Candidate candidate, CancellationToken ct)
    {
        var proof = await ProveAsync(scope, candidate.Package, ct);
        return proof.IsProven ? proof : throw new FieldsRefusedException(
            "CHG-042", $"Not submitted: it breaks what every version must keep. The first: {Sentence(proof.Violations[0])}",
            proof.Violations.GroupBy(v => v.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(Sentence).ToArray(), StringComparer.Ordinal));
    }

    /// <summary>Proves what nobody submitted: a file of the workflows folder that quality is about to accept.</summary>
    /// <exception cref="RuleException">It breaks an obligation.</exception>
    public Task DemandKeptAsync(IServiceProvider scope, PackageRecord record, CancellationToken ct) =>
        DemandProofAsync(scope, WorkflowPackage.Open(record.Bytes, record.PackageHash), "PKG-004", $"Package {record.PackageHash}", ct);

    private async Task<Proof> DemandProofAsync(IServiceProvider scope, WorkflowPackage package, string code, string what, CancellationToken ct)
    {
        var proof = await ProveAsync(scope, package, ct);
        return proof.IsProven ? proof
            : throw new RuleException(code, $"{what} breaks what every version must keep. The first: {Sentence(proof.Violations[0])}");
    }

    /// <summary>
    /// Proves, compares and runs the scenarios once more of what is about to be approved, with the obligations, children and engine of now: what was worked out
    /// at the submission must be what comes out, byte for byte.
    /// </summary>
    /// <exception cref="RuleException">It is not.</exception>
    public async Task DemandSameAsync(
        IServiceProvider scope, ChangeRequest change, PackageRecord record, PackageRecord? origin, IReadOnlyList<ChangeEvidence> evidence, CancellationToken ct)
    {
        var package = WorkflowPackage.Open(record.Bytes, record.PackageHash);
        Demand(ChangeEvidence.Proof, Written(await DemandProofAsync(scope, package, "CHG-042", change.Number, ct)));
        if (origin is not null)
        {
            Demand(ChangeEvidence.Difference, Written(
                origin.PackageHash, package.PackageHash, BehaviourDifference.Between(WorkflowPackage.Open(origin.Bytes, origin.PackageHash), package)));
        }

        var shown = evidence.FirstOrDefault(e => e.Kind == ChangeEvidence.Scenarios && e.PackageHash == record.PackageHash);
        DemandBytes(ChangeEvidence.Scenarios, shown is null
            ? [] : Encoding.UTF8.GetBytes(await ScenarioEvidence.AgainAsync(graphs.Find(package.PackageHash) ?? graphs.Add(package), shown, ct)));

        void Demand(string kind, JsonObject content) => DemandBytes(kind, CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(content)));

        void DemandBytes(string kind, byte[] content)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            if (evidence.FirstOrDefault(e => e.Kind == kind && e.PackageHash == record.PackageHash)?.ContentHash != hash)
            {
                throw new RuleException("CHG-047",
                    $"{change.Number}: the {kind} on file is not what comes out now. Give it back, and let it be submitted again.",
                    new Dictionary<string, string> { ["evidence"] = kind });
            }
        }
    }

    private static string Sentence(Violation violation) =>
        $"{violation.Kind}: {violation.Obligation?.Says ?? string.Join(' ', violation.Arguments).Trim()} [{violation.Obligation?.Id ?? violation.SentenceKey}]"
        + (violation.Way.Count == 0 ? "" : $" Way: {string.Join(" > ", violation.Way)}");

    private static JsonObject Written(Proof proof) => new()
    {
        ["format"] = 1,
        ["packageHash"] = proof.PackageHash,
        ["states"] = proof.States,
        ["obligations"] = new JsonArray([.. proof.Obligations.Where(o => o.Gates > 0).Select(o => (JsonNode)new JsonObject
        {
            ["id"] = o.Obligation.Id, ["says"] = o.Obligation.Says, ["cites"] = new JsonArray([.. o.Obligation.Cites.Select(c => (JsonNode)c)]),
            ["gates"] = o.Gates, ["kept"] = o.IsKept,
        })]),
    };

    private static JsonObject Written(VendorVersion vendor, VendorComparison found) => new()
    {
        ["format"] = 1,
        ["vendorNumber"] = vendor.Number,
        ["vendorHash"] = vendor.PackageHash,
        ["siteVersion"] = found.Site.DefinitionVersion,
        ["siteHash"] = found.Site.PackageHash,
        ["ancestorHash"] = vendor.AncestorHash,
        ["vendor"] = new JsonArray([.. found.Difference.Vendor.Select(c => (JsonNode)c.ToString())]),
        ["site"] = new JsonArray([.. found.Difference.Site.Select(c => (JsonNode)c.ToString())]),
        ["both"] = found.Difference.Both.Count(b => !b.IsSame),
    };

    private static JsonObject Written(string baseHash, string packageHash, BehaviourDifference difference) => new()
    {
        ["format"] = 1,
        ["baseHash"] = baseHash,
        ["packageHash"] = packageHash,
        ["changes"] = new JsonArray([.. difference.Changes.Select(c => (JsonNode)new JsonObject
        {
            ["kind"] = c.Kind.ToString(), ["path"] = c.Path, ["stepId"] = c.StepId, ["stepText"] = c.StepText, ["name"] = c.Name, ["before"] = c.Before,
            ["after"] = c.After, ["way"] = new JsonArray([.. c.Way.Select(w => (JsonNode)w.ToString())]),
        })]),
    };

    private ChangeEvidence Make(ChangeId change, Candidate candidate, string kind, JsonObject content, DateTime nowAt) => Made(
        ids.New(), change, candidate.Package.PackageHash, kind,
        Encoding.UTF8.GetString(CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(content))), nowAt);

    /// <summary>Evidence under its hash.</summary>
    internal static ChangeEvidence Made(Guid id, ChangeId change, string packageHash, string kind, string content, DateTime nowAt) => new()
    {
        Id = id,
        ChangeId = change,
        PackageHash = packageHash,
        Kind = kind,
        ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
        Content = content,
        RecordedAt = nowAt,
    };
}
