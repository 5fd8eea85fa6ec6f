using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Persistence.ReadModel;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Which forms versions in use, or once in use, hold: a form that was approved is frozen under its key and version, because answers on record say which
/// form was answered by those. A change takes the next version of the key.
/// </summary>
internal sealed class ApprovedForms(IDefinitionReads reads)
{
    private const int MostPackages = 500;

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _hashes = new(StringComparer.Ordinal);

    /// <summary>The forms of every version of a workflow that was ever approved.</summary>
    public async Task<FrozenForms> OfAsync(string definitionId, CancellationToken ct)
    {
        var frozen = new FrozenForms();
        foreach (var row in (await reads.ListAsync(definitionId, ct)).Where(r => r.State is { } state && (state.IsApproved() || state == PackageState.Retired))
            .OrderBy(r => r.Version))
        {
            foreach (var (key, hash) in await HashesAsync(row.ContentHash, ct))
            {
                frozen.Add(key, hash, row.Version);
            }
        }

        return frozen;
    }

    /// <summary>The hash of a form or table as it stands in a package.</summary>
    public static string HashOf(JsonElement part) => WorkflowDraft.HashOf(Encoding.UTF8.GetString(CanonicalJson.Canonicalize(part)));

    private async Task<IReadOnlyDictionary<string, string>> HashesAsync(string packageHash, CancellationToken ct)
    {
        if (_hashes.TryGetValue(packageHash, out var known))
        {
            return known;
        }

        if (_hashes.Count >= MostPackages)
        {
            _hashes.Clear();
        }

        return await reads.PackageBytesAsync(packageHash, ct) is { } bytes
            ? _hashes[packageHash] = WorkflowPackage.Open(bytes, packageHash).Forms.ToDictionary(f => f.Key, f => HashOf(f.Value), StringComparer.Ordinal)
            : new Dictionary<string, string>();
    }
}

/// <summary>The approved forms of one workflow.</summary>
internal sealed class FrozenForms
{
    private readonly Dictionary<string, Dictionary<string, int>> _known = new(StringComparer.Ordinal);

    public void Add(string key, string hash, int version)
    {
        if (!_known.TryGetValue(key, out var hashes))
        {
            _known[key] = hashes = new Dictionary<string, int>(StringComparer.Ordinal);
        }

        hashes.TryAdd(hash, version);
    }

    public bool Has(string key) => _known.ContainsKey(key);

    /// <summary>Why a form cannot have this content; null when it can.</summary>
    public string? Refusal(string key, string hash)
    {
        if (!_known.TryGetValue(key, out var hashes) || hashes.ContainsKey(hash))
        {
            return null;
        }

        return $"{key} is frozen: it is in version {hashes.Values.Min()}, which was approved. A change of it is {Next(key)}.";
    }

    /// <summary>The next free version of a key.</summary>
    public string Next(string key)
    {
        var (name, version) = FormKeys.Read(key) ?? (key, 0);
        return FormKeys.Write(name, Math.Max(version, FormKeys.Newest(_known.Keys).GetValueOrDefault(name)) + 1);
    }
}
