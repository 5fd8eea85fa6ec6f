using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Rules;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Makes one package of the files of a rule pack, and the files of a package again. The files' exact bytes are kept: their hash is what every
/// evaluated rule names. The version is the day the edition takes effect, such as 20230512.
/// </summary>
internal static class RulePackFolder
{
    public static bool IsPack(string folder) => File.Exists(Path.Combine(folder, RulePack.ManifestFile));

    /// <exception cref="Domain.Shared.RuleException">The pack is not sound.</exception>
    public static PackageRecord Read(string folder, Guid id, DateTime loadedAt)
    {
        var files = Directory.EnumerateFiles(folder, "*.json").ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes, StringComparer.Ordinal);
        var pack = RulePack.Parse(files);
        var bytes = CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(new { pack = pack.Manifest.Id, files }));
        return new PackageRecord(
            id, PackageRecord.RulePack, pack.Manifest.Id,
            int.Parse(pack.Manifest.EffectiveFrom.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            pack.Manifest.Title, Convert.ToHexStringLower(SHA256.HashData(bytes)), pack.Hash, bytes, loadedAt);
    }

    /// <summary>The pack of a package, its bytes checked against its hash.</summary>
    public static RulePack Open(PackageRecord package)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(package.Bytes)) != package.PackageHash)
        {
            throw new InvalidOperationException($"Rule pack {package.DefinitionId} was changed: its bytes are not those of {package.PackageHash}.");
        }

        using var document = JsonDocument.Parse(package.Bytes);
        return RulePack.Parse(document.RootElement.GetProperty("files").EnumerateObject()
            .ToDictionary(f => f.Name, f => f.Value.GetBytesFromBase64(), StringComparer.Ordinal));
    }
}
