using System.Text.Json.Nodes;
using Becs.Persistence.Keys;
using Becs.Server.Hosting;

namespace Becs.Server.ChangeControl;

/// <summary>The validation package for machines: its parts, a list of their hashes, and the establishment's signature of that list.</summary>
internal static class ValidationArchive
{
    public const string Manifest = SignedArchive.Manifest;
    public const string Signature = SignedArchive.Signature;
    public const string PublicKey = SignedArchive.PublicKey;
    public const string Report = "report.pdf";

    public static byte[] Of(ValidationFacts facts, ExportSigner signer)
    {
        var head = new JsonObject
        {
            ["format"] = 1,
            ["change"] = facts.Change.Number,
            ["definitionId"] = facts.Change.DefinitionId,
            ["packageHash"] = facts.Change.PackageHash,
            ["baseHash"] = facts.Change.BaseHash,
        };
        return SignedArchive.Of(head, facts.Parts().Append(new ZipPart(Report, ValidationReport.Of(facts))), signer);
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => SignedArchive.Hash(bytes);
}
