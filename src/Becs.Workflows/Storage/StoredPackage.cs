namespace Becs.Workflows.Storage;

/// <summary>The row of a package, as far as the engine asks.</summary>
/// <param name="PackageHash">Its hash.</param>
/// <param name="DefinitionId">Its definition.</param>
/// <param name="Version">The definition's version.</param>
/// <param name="Bytes">The exact bytes that were signed.</param>
/// <param name="EffectiveFrom">When it may start instances (UTC); null: never yet.</param>
public sealed record StoredPackage(
    string PackageHash, string DefinitionId, int Version, ReadOnlyMemory<byte> Bytes, DateTime? EffectiveFrom);
