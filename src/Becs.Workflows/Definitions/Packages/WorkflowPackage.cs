using System.Security.Cryptography;
using System.Text.Json;
using Becs.Workflows.Errors;

namespace Becs.Workflows.Definitions.Packages;

/// <summary>
/// What is signed and what runs: graph, forms, tables, pinned activity versions and pinned children, as exact bytes.
/// </summary>
public sealed class WorkflowPackage
{
    private WorkflowPackage(byte[] bytes, JsonElement document, WorkflowDefinition definition)
    {
        Bytes = bytes;
        Document = document;
        Definition = definition;
    }

    /// <summary>The format this build writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The exact bytes: canonical JSON. Store these, never a parsed form.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>SHA-256 of the bytes, lower-case hex. Signed, stamped and checked at load.</summary>
    public required string PackageHash { get; init; }

    /// <summary>SHA-256 without layout and display text: says only "no change in behaviour".</summary>
    public required string BehaviourHash { get; init; }

    /// <summary>The definition's stable id.</summary>
    public string DefinitionId => Definition.DefinitionId;

    /// <summary>The definition's version.</summary>
    public int Version => Definition.Version;

    /// <summary>The definition's name.</summary>
    public string Name => Definition.Name ?? Definition.DefinitionId;

    /// <summary>The definition.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>The package hashes of child workflows, by definition id.</summary>
    public required IReadOnlyDictionary<string, string> Children { get; init; }

    /// <summary>The activity types it relies on.</summary>
    public required IReadOnlyList<PinnedActivity> Activities { get; init; }

    /// <summary>The task forms, by key such as <c>questionnaire.v1</c>.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Forms { get; init; }

    /// <summary>The workflow tables, by name.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Tables { get; init; }

    internal JsonElement Document { get; }

    /// <summary>Reads and verifies stored bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="expectedHash">The hash they must have, if one is known.</param>
    /// <exception cref="PackageException">They are not a package, not canonical, or not the one expected.</exception>
    public static WorkflowPackage Open(ReadOnlyMemory<byte> bytes, string? expectedHash = null)
    {
        var own = bytes.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(own));
        if (expectedHash is not null && !string.Equals(hash, expectedHash, StringComparison.OrdinalIgnoreCase))
        {
            throw new PackageException($"The package has hash {hash}, not {expectedHash}: it was changed.");
        }

        try
        {
            if (!CanonicalJson.Canonicalize(own).AsSpan().SequenceEqual(own))
            {
                throw new PackageException($"Package {hash} is not in canonical form.");
            }

            using var parsed = JsonDocument.Parse(own);
            return Read(own, hash, parsed.RootElement.Clone());
        }
        catch (Exception e) when (e is JsonException or CanonicalJsonException or DefinitionException
            or KeyNotFoundException or InvalidOperationException)
        {
            throw new PackageException($"Package {hash} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Compiles it, after checking that this build's activities are those it pins.</summary>
    /// <param name="registry">This build's activities.</param>
    /// <exception cref="PackageException">A pinned activity is missing or has another descriptor.</exception>
    /// <exception cref="DefinitionException">The definition cannot run.</exception>
    public WorkflowGraph Compile(ActivityRegistry registry)
    {
        foreach (var pin in Activities)
        {
            if (!registry.TryFind(pin.Type, pin.Version, out var descriptor))
            {
                throw new PackageException($"Package {PackageHash} needs activity {pin.Type} version {pin.Version}.");
            }

            if (descriptor.Hash != pin.DescriptorHash)
            {
                throw new PackageException($"Package {PackageHash} was signed for another {pin.Type} version {pin.Version}.");
            }
        }

        return GraphCompiler.Compile(this, registry);
    }

    private static WorkflowPackage Read(byte[] bytes, string hash, JsonElement document)
    {
        if (Json.Number(document, "format") != CurrentFormat)
        {
            throw new PackageException($"Package {hash} has a format this build does not know.");
        }

        var definition = document.GetProperty("definition");
        return new WorkflowPackage(bytes, document, WorkflowDefinition.Parse(definition))
        {
            PackageHash = hash,
            BehaviourHash = BehaviourView.HashOf(document),
            Children = document.GetProperty("children").EnumerateObject()
                .ToDictionary(c => c.Name, c => c.Value.GetString()!, StringComparer.Ordinal),
            Activities = document.GetProperty("activities").EnumerateArray()
                .Select(a => new PinnedActivity(
                    a.GetProperty("type").GetString()!,
                    a.GetProperty("version").GetInt32(),
                    a.GetProperty("descriptorHash").GetString()!))
                .ToArray(),
            Forms = Members(document, "forms"),
            Tables = Members(document, "tables"),
        };
    }

    private static Dictionary<string, JsonElement> Members(JsonElement document, string name) =>
        document.GetProperty(name).EnumerateObject().ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
}
