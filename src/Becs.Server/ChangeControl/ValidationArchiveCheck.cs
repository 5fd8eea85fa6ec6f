using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Signatures;
using Becs.Persistence.Keys;
using Becs.Server.Audit;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Verifies a validation archive from its bytes alone: the file is what was written, every part has its hash, the list of hashes is signed, and
/// what was signed by persons is what is inside.
/// </summary>
/// <param name="Problems">Each begins with the name of the part it is about; empty when all is well.</param>
/// <param name="Summary">What it is, as far as it could be read.</param>
internal sealed partial record ValidationArchiveCheck(IReadOnlyList<string> Problems, IReadOnlyList<string> Summary)
{
    /// <param name="file">The file.</param>
    /// <param name="isTrusted">Whether a public key (PEM) is one of the establishment's.</param>
    public static ValidationArchiveCheck Of(ReadOnlyMemory<byte> file, Func<string, bool> isTrusted)
    {
        if (file.Length > StoredZip.MostBytes)
        {
            return new ValidationArchiveCheck([$"the file: longer than {StoredZip.MostBytes} bytes."], []);
        }

        var (parts, read) = StoredZip.Read(file);
        var problems = read.ToList();
        var byName = parts.ToDictionary(p => p.Name, p => p.Content, StringComparer.Ordinal);
        try
        {
            return new ValidationArchiveCheck(problems, Verify(byName, problems, isTrusted));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            problems.Add($"{ValidationArchive.Manifest}: what is inside cannot be read: {e.Message}");
            return new ValidationArchiveCheck(problems, []);
        }
    }

    private static List<string> Verify(Dictionary<string, ReadOnlyMemory<byte>> parts, List<string> problems, Func<string, bool> isTrusted)
    {
        if (!parts.TryGetValue(ValidationArchive.Manifest, out var manifest))
        {
            problems.Add($"{ValidationArchive.Manifest}: it is missing; this is no validation archive.");
            return [];
        }

        Signed(parts, manifest, problems, isTrusted);
        using var list = JsonDocument.Parse(manifest);
        var named = list.RootElement.GetProperty("parts").EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!, p => p.GetProperty("sha256").GetString()!, StringComparer.Ordinal);
        problems.AddRange(named.Where(n => !parts.ContainsKey(n.Key)).Select(n => $"{n.Key}: it is missing."));
        problems.AddRange(parts.Keys.Where(p => !named.ContainsKey(p) && p is not (ValidationArchive.Manifest or ValidationArchive.Signature))
            .Select(p => $"{p}: it is not in the list of parts."));
        problems.AddRange(named.Where(n => parts.TryGetValue(n.Key, out var part) && ValidationArchive.Hash(part.Span) != n.Value)
            .Select(n => $"{n.Key}: changed; its hash is not the one in the list of parts."));
        if (Text(list.RootElement, "kind") == AuditArchive.Kind)
        {
            return [.. AuditArchive.Check(parts, problems), $"key       {Text(list.RootElement, "key")}"];
        }

        var (change, packageHash) = (Text(list.RootElement, "change"), Text(list.RootElement, "packageHash"));
        var hashes = Hashes(parts, problems);
        if (!hashes.Contains(packageHash))
        {
            problems.Add($"packages: the package {packageHash} is not there.");
        }

        var persons = Persons(parts, hashes, packageHash, problems);
        Justified(parts, hashes, problems);
        Risks(parts, problems);
        Instances(parts, problems);
        return [$"{change}: {Text(list.RootElement, "definitionId")}", $"package   {packageHash}", $"key       {Text(list.RootElement, "key")}",
            $"parts     {named.Count}", .. persons];
    }

    private static void Signed(
        Dictionary<string, ReadOnlyMemory<byte>> parts, ReadOnlyMemory<byte> manifest, List<string> problems, Func<string, bool> isTrusted)
    {
        if (!parts.TryGetValue(ValidationArchive.Signature, out var signature) || !parts.TryGetValue(ValidationArchive.PublicKey, out var pem))
        {
            problems.Add($"{ValidationArchive.Signature}: it or the public key is missing.");
            return;
        }

        try
        {
            var key = Encoding.ASCII.GetString(pem.Span);
            if (!ExportSigner.Verify(key, manifest.ToArray(), Convert.FromBase64String(Encoding.ASCII.GetString(signature.Span).Trim())))
            {
                problems.Add($"{ValidationArchive.Manifest}: its signature is not the one in {ValidationArchive.Signature}: one of the two was changed.");
            }
            else if (!isTrusted(key))
            {
                problems.Add($"{ValidationArchive.PublicKey}: nobody here knows the key {ExportSigner.Fingerprint(key)}. Compare it with the establishment's, and name the file of "
                    + "its public key: verify-package FILE KEYFILE.");
            }
        }
        catch (Exception e) when (e is FormatException or ArgumentException or CryptographicException)
        {
            problems.Add($"{ValidationArchive.PublicKey}: it or {ValidationArchive.Signature} is none.");
        }
    }

    /// <summary>What is hashed by its content: packages, plans, evidence. Their names say the hash; the content decides.</summary>
    private static HashSet<string> Hashes(Dictionary<string, ReadOnlyMemory<byte>> parts, List<string> problems)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, content) in parts.Where(p => p.Key.Contains('/')))
        {
            var (folder, fields) = (name.Split('/')[0], Path.GetFileNameWithoutExtension(name).Split('.'));
            if (fields.Length < 2 || fields[^1] == "instances")
            {
                continue;
            }

            try
            {
                var hash = folder == "packages" ? WorkflowPackage.Open(content).PackageHash : ValidationArchive.Hash(content.Span);
                if (hash != fields[^1])
                {
                    problems.Add($"{name}: what is inside has hash {hash}.");
                }

                found.Add(hash);
            }
            catch (WorkflowEngineException broken)
            {
                problems.Add($"{name}: it is no package: {broken.Message}");
            }
        }

        return found;
    }

    private static List<string> Persons(
        Dictionary<string, ReadOnlyMemory<byte>> parts, HashSet<string> hashes, string packageHash, List<string> problems)
    {
        const string SignOffs = "sign-offs.json";
        if (!parts.TryGetValue(SignOffs, out var content))
        {
            return [];
        }

        using var json = JsonDocument.Parse(content);
        var persons = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new List<string>();
        foreach (var step in json.RootElement.EnumerateArray())
        {
            var (kind, ordinal) = (Text(step, "kind"), step.GetProperty("ordinal").GetInt32());
            var signature = step.GetProperty("signature");
            if (signature.ValueKind != JsonValueKind.Object)
            {
                if (kind != nameof(ChangeStepKind.Withdrawn))
                {
                    problems.Add($"{SignOffs}: step {ordinal} ({kind}) is not signed.");
                }

                continue;
            }

            var about = Text(step, "planHash") is { Length: > 0 } plan ? plan : Text(step, "packageHash");
            if (Text(signature, "signedHash") != about || !hashes.Contains(about) || Text(signature, "userId") != Text(step, "userId")
                || !SignatureMeanings.All.Contains(Text(signature, "meaning")))
            {
                problems.Add($"{SignOffs}: step {ordinal} ({kind}): what {Text(step, "printedName")} signed is not what is inside.");
            }

            if (about == packageHash && kind is nameof(ChangeStepKind.Submitted) or nameof(ChangeStepKind.Accepted) or nameof(ChangeStepKind.Verified)
                    or nameof(ChangeStepKind.Approved) && !persons.TryAdd(Text(step, "userId"), kind))
            {
                problems.Add($"{SignOffs}: step {ordinal} ({kind}): {Text(step, "printedName")} took another part already.");
            }

            lines.Add($"{ordinal}. {kind}: {Text(signature, "printedName")}, {Text(signature, "meaning")}, {Text(signature, "signedAt")}");
        }

        return lines;
    }

    private static void Justified(Dictionary<string, ReadOnlyMemory<byte>> parts, HashSet<string> hashes, List<string> problems)
    {
        const string Justifications = "justifications.json";
        if (!parts.TryGetValue(Justifications, out var content))
        {
            return;
        }

        using var json = JsonDocument.Parse(content);
        foreach (var gap in json.RootElement.EnumerateArray())
        {
            if (gap.GetProperty("signature") is not { ValueKind: JsonValueKind.Object } signature || Text(signature, "userId") != Text(gap, "userId")
                || Text(signature, "signedHash") != Text(gap, "packageHash") || !hashes.Contains(Text(gap, "packageHash")))
            {
                problems.Add($"{Justifications}: {Text(gap, "kind")} {Text(gap, "key")}: what {Text(gap, "printedName")} signed is not what is inside.");
            }
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
