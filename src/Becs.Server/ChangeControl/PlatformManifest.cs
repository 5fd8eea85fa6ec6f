using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.State;

namespace Becs.Server.ChangeControl;

/// <summary>
/// What this build does to recorded work, as a canonical list: its own assemblies and the libraries under them, byte for byte, every activity
/// with the hash packages pin, rule packs, obligations, consequences, and the formats it reads. Its hash is the platform release, the first
/// characters of that the build id each burst is stamped with.
/// </summary>
public sealed class PlatformManifest
{
    private const int Format = 1;

    private static readonly Assembly[] Own =
    [
        typeof(ActivityRegistry).Assembly, typeof(Contracts.BecsEvent).Assembly, typeof(PlatformRelease).Assembly,
        typeof(Activities.Tasks.HumanTask).Assembly, typeof(Persistence.PersistenceOptions).Assembly, typeof(PlatformManifest).Assembly,
    ];

    /// <summary>What is the same for every server of a process: read once.</summary>
    private static readonly Lazy<JsonObject> Files = new(ReadFiles);

    private PlatformManifest(JsonObject content)
    {
        Json = Encoding.UTF8.GetString(CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(content)));
        ReleaseHash = PlatformRelease.HashOf(Json);
    }

    /// <summary>Version of the product, for people.</summary>
    public static string ProductVersion { get; } = typeof(PlatformManifest).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public string Json { get; }

    public string ReleaseHash { get; }

    public string BuildId => PlatformRelease.BuildIdOf(ReleaseHash);

    /// <param name="registry">The activities of this build.</param>
    /// <param name="upcasters">What brings stored state of older formats to the present one.</param>
    public static PlatformManifest Of(ActivityRegistry registry, IEnumerable<IStateUpcaster> upcasters)
    {
        var content = Files.Value.DeepClone().AsObject();
        content["activities"] = Section(registry.Descriptors.Select(d => (Invariant($"{d.TypeName}/{d.Version}"), d.Hash)));
        content["formats"] = Section([
            ("package", Invariant($"{WorkflowPackage.CurrentFormat}")), ("state", Invariant($"{WorkflowState.CurrentFormat}")),
            .. upcasters.Select(u => (Invariant($"state/{u.FromFormat}"), u.GetType().FullName!)),
        ]);
        return new PlatformManifest(content);
    }

    /// <summary>The same build with another library: for tests that need a second one.</summary>
    internal PlatformManifest With(string library, string hash)
    {
        var content = JsonNode.Parse(Json)!.AsObject();
        content["libraries"]!.AsObject()[library] = hash;
        return new PlatformManifest(content);
    }

    /// <summary>Parts that are not the same in two lists, by section and name.</summary>
    public static IReadOnlyList<PlatformPart> Compare(string? before, string after)
    {
        var (old, now) = (before is null ? [] : Parts(before), Parts(after));
        return [.. old.Keys.Union(now.Keys).Order().Where(k => old.GetValueOrDefault(k) != now.GetValueOrDefault(k)).Select(k => new PlatformPart(
            k.Section, k.Name, !old.ContainsKey(k) ? "added" : !now.ContainsKey(k) ? "removed" : "changed"))];
    }

    private static Dictionary<(string Section, string Name), string> Parts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().Where(s => s.Value.ValueKind == JsonValueKind.Object)
            .SelectMany(s => s.Value.EnumerateObject().Select(p => (Key: (s.Name, p.Name), Hash: p.Value.GetString()!)))
            .ToDictionary(p => p.Key, p => p.Hash);
    }

    private static JsonObject ReadFiles() => new()
    {
        ["format"] = Format,
        ["product"] = "BECS",
        ["version"] = ProductVersion,
        ["assemblies"] = Section(Own.Select(a => (a.GetName().Name!, HashOf(a)))),
        ["libraries"] = Section(Libraries()),
        ["rulePacks"] = Section(RulePacks()),
        ["obligations"] = Section(FilesOf("obligations")),
        ["consequences"] = Section(FilesOf("consequences")),
    };

    /// <summary>The very file; a build in one file has only the id its compiler made of the content.</summary>
    private static string HashOf(Assembly assembly) => assembly.Location is { Length: > 0 } path && File.Exists(path)
        ? Hash(path) : $"mvid:{assembly.ManifestModule.ModuleVersionId:N}";

    /// <summary>Packages under the product, as they were resolved when it was built. The runtime is the machine's, not the build's.</summary>
    private static IEnumerable<(string, string)> Libraries()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Becs.Server.deps.json");
        if (!File.Exists(path))
        {
            yield break;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var library in document.RootElement.GetProperty("libraries").EnumerateObject())
        {
            if (library.Value.TryGetProperty("sha512", out var hash) && hash.GetString() is { Length: > 0 } text)
            {
                yield return (library.Name, text);
            }
        }
    }

    private static IEnumerable<(string, string)> RulePacks()
    {
        foreach (var folder in Directory.Exists(ContentFolders.RulePacks)
            ? Directory.EnumerateDirectories(ContentFolders.RulePacks).Where(RulePackFolder.IsPack) : [])
        {
            (string, string) found;
            try
            {
                var pack = RulePackFolder.Read(folder, Guid.Empty, DateTime.UnixEpoch);
                found = (Invariant($"{pack.DefinitionId}/{pack.DefinitionVersion}"), pack.PackageHash);
            }
            catch (Exception e) when (e is RuleException or JsonException or Becs.Workflows.Errors.WorkflowEngineException or IOException)
            {
                found = (Path.GetFileName(folder), "unreadable"); // the loader says why
            }

            yield return found;
        }
    }

    private static IEnumerable<(string, string)> FilesOf(string folder)
    {
        var path = Path.Combine(ContentFolders.Workflows, folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json").Select(f => (Path.GetFileName(f), Hash(f))) : [];
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static JsonObject Section(IEnumerable<(string Name, string Hash)> parts) =>
        new(parts.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Name, (JsonNode?)p.Hash)));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A part of a build that another build does not have, or has otherwise.</summary>
/// <param name="Section">Where: <c>assemblies</c>, <c>libraries</c>, <c>activities</c>, <c>rulePacks</c>, …</param>
/// <param name="Name">Which.</param>
/// <param name="Change"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
public sealed record PlatformPart(string Section, string Name, string Change);
