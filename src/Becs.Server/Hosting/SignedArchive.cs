using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Becs.Persistence.Keys;
using Becs.Server.ChangeControl;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Server.Hosting;

/// <summary>
/// A file that proves itself: parts, a list of their hashes, the establishment's signature of that list, and the public key. <c>verify-package</c>
/// verifies it without a database (docs/adr/0087).
/// </summary>
internal static class SignedArchive
{
    public const string Manifest = "manifest.json";
    public const string Signature = "manifest.sig";
    public const string PublicKey = "public-key.pem";

    /// <param name="head">What the list of parts says besides: format, kind, what it is about.</param>
    /// <param name="contents">The parts, in any order.</param>
    /// <param name="signer">Signs the list.</param>
    public static byte[] Of(JsonObject head, IEnumerable<ZipPart> contents, ExportSigner signer)
    {
        var parts = contents.Append(new ZipPart(PublicKey, Encoding.ASCII.GetBytes(signer.PublicKey() + "\n"))).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        head["key"] = ExportSigner.Fingerprint(signer.PublicKey());
        head["parts"] = new JsonArray([.. parts.Select(p => (JsonNode)new JsonObject
        {
            ["name"] = p.Name, ["length"] = p.Content.Length, ["sha256"] = Hash(p.Content.Span),
        })]);
        var manifest = CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement<JsonNode>(head));
        var signature = Encoding.ASCII.GetBytes(Convert.ToBase64String(signer.Sign(manifest)) + "\n");
        return StoredZip.Write([new ZipPart(Manifest, manifest), new ZipPart(Signature, signature), .. parts]);
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
