using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Becs.Persistence.Keys;

namespace Becs.Server.ChangeControl;

/// <summary>The validation package for machines: its parts, a list of their hashes, and the establishment's signature of that list.</summary>
internal static class ValidationArchive
{
    public const string Manifest = "manifest.json";
    public const string Signature = "manifest.sig";
    public const string PublicKey = "public-key.pem";
    public const string Report = "report.pdf";

    public static byte[] Of(ValidationFacts facts, ExportSigner signer)
    {
        var parts = facts.Parts().Append(new ZipPart(Report, ValidationReport.Of(facts)))
            .Append(new ZipPart(PublicKey, Encoding.ASCII.GetBytes(signer.PublicKey() + "\n"))).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        var manifest = ValidationFacts.Canonical(new JsonObject
        {
            ["format"] = 1,
            ["change"] = facts.Change.Number,
            ["definitionId"] = facts.Change.DefinitionId,
            ["packageHash"] = facts.Change.PackageHash,
            ["baseHash"] = facts.Change.BaseHash,
            ["key"] = ExportSigner.Fingerprint(signer.PublicKey()),
            ["parts"] = new JsonArray([.. parts.Select(p => (JsonNode)new JsonObject
            {
                ["name"] = p.Name, ["length"] = p.Content.Length, ["sha256"] = Hash(p.Content.Span),
            })]),
        });
        var signature = Encoding.ASCII.GetBytes(Convert.ToBase64String(signer.Sign(manifest)) + "\n");
        return StoredZip.Write([new ZipPart(Manifest, manifest), new ZipPart(Signature, signature), .. parts]);
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
