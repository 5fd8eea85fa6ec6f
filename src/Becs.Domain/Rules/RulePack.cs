using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Becs.Domain.Shared;

namespace Becs.Domain.Rules;

/// <summary>
/// One pack of dated rules, read from exact bytes and named by their hash. Read strictly: an unknown or repeated
/// property, a row without citation or evidence mark, a file missing or not listed refuses the whole pack.
/// </summary>
public sealed class RulePack
{
    /// <summary>Name of the manifest file.</summary>
    public const string ManifestFile = "pack.json";

    private const int MostFiles = 50;
    private const int LargestPackBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    private RulePack(PackManifest manifest, string hash, IReadOnlyList<Rule> rules)
    {
        Manifest = manifest;
        Hash = hash;
        Rules = rules;
    }

    /// <summary>What the pack says about itself.</summary>
    public PackManifest Manifest { get; }

    /// <summary>SHA-256 over the file names and bytes, in ordinal order of the names, lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>All rules of all dates.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Reads a pack.</summary>
    /// <param name="files">Every file of the pack's folder by name, pack.json among them.</param>
    /// <exception cref="RuleException">RULE-001 unreadable, RULE-002 a row is wrong, RULE-003 two versions at one time.
    /// </exception>
    public static RulePack Parse(IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count > MostFiles || files.Values.Sum(f => (long)f.Length) > LargestPackBytes)
        {
            throw RuleError.Refuse(RuleError.PackUnreadable, "has too many files or bytes.");
        }

        var manifest = Read<PackManifest>(files, ManifestFile, "?");
        var listed = manifest.Files.Append(ManifestFile).ToList();
        if (listed.Distinct(StringComparer.Ordinal).Count() != listed.Count
            || !files.Keys.ToHashSet().SetEquals(listed))
        {
            throw RuleError.Refuse(RuleError.PackUnreadable, "the files listed are not the files there.", manifest.Id);
        }

        var hash = HashOf(files);
        var rules = manifest.Files.SelectMany(name => Read<RuleFile>(files, name, manifest.Id).Rules)
            .Select(rule => rule with { PackHash = hash }).ToList();
        foreach (var rule in rules)
        {
            if (RowProblem(rule) is { } problem)
            {
                throw RuleError.Refuse(RuleError.RowInvalid, problem, manifest.Id, rule.Id);
            }
        }

        RefuseOverlaps(manifest, rules);
        return new RulePack(manifest, hash, rules);
    }

    /// <summary>Does the pack hold on the local day?</summary>
    public bool IsEffective(DateOnly on) =>
        Manifest.EffectiveFrom <= on && (Manifest.EffectiveTo is not { } last || on <= last);

    private static T Read<T>(IReadOnlyDictionary<string, byte[]> files, string name, string pack)
    {
        if (!files.TryGetValue(name, out var bytes))
        {
            throw RuleError.Refuse(RuleError.PackUnreadable, $"{name} is missing.", pack);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(bytes, _json) ?? throw new JsonException("the file is null");
        }
        catch (JsonException exception)
        {
            throw RuleError.Refuse(RuleError.PackUnreadable, $"{name}: {exception.Message}", pack);
        }
        catch (NotSupportedException exception)
        {
            // A row without its kind.
            throw RuleError.Refuse(RuleError.PackUnreadable, $"{name}: {exception.Message}", pack);
        }
    }

    private static string? RowProblem(Rule rule) => string.IsNullOrWhiteSpace(rule.Id) ? "needs an id"
        : rule.Version < 1 ? "version counts from 1"
        : string.IsNullOrWhiteSpace(rule.Cite) ? "needs a citation"
        : rule.EffectiveTo < rule.EffectiveFrom ? "ends before it begins"
        : (rule.Evidence == Evidence.Unconfirmed) != (rule.Unconfirmed is not null)
            ? "unconfirmed goes with evidence ?, and only with it"
        : rule.Applies != RuleApplies.Everybody && !UsesApplies(rule) ? "this kind of rule cannot be limited by applies"
        : rule.Problem();

    private static bool UsesApplies(Rule rule) =>
        rule is AcceptanceRule or LossIntervalRule or LossCapRule or QuestionRule or DrawRule or TestRule;

    private static void RefuseOverlaps(PackManifest manifest, IEnumerable<Rule> rules)
    {
        foreach (var versions in rules.GroupBy(rule => rule.Id, StringComparer.Ordinal))
        {
            var ordered = versions.OrderBy(rule => rule.EffectiveFrom).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                if (ordered[i - 1].OverlapsInTime(ordered[i]) || ordered[i - 1].Version >= ordered[i].Version)
                {
                    throw RuleError.Refuse(
                        RuleError.VersionsOverlap, "two versions hold at one time, or out of order.", manifest.Id,
                        versions.Key);
                }
            }
        }
    }

    private static string HashOf(IReadOnlyDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (var (name, bytes) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData([0]);
            BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
