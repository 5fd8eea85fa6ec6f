using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence;
using Becs.Persistence.Keys;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.ChangeControl;

/// <content>The validation package of a change: the same bytes again, and every changed byte named without the database.</content>
public partial class MigrationTests
{
    [Fact]
    public async Task Archive_WhenExported_ThenTheSameAgainAndEveryChangeIsNamed()
    {
        var (change, source, _, _) = await server.TwoVersionsAsync("packed", 1);
        await server.SendAsync("val1", HttpMethod.Post, $"/api/changes/{change:D}/plans/dry-run", new { plan = new { sourceHash = source } });
        await server.RunAsync(change, await server.PlanAsync(change, new { sourceHash = source }));
        var archive = await DownloadAsync($"/api/changes/{change:D}/validation-archive");
        var report = await DownloadAsync($"/api/changes/{change:D}/validation-report");

        Assert.Equal(archive, await DownloadAsync($"/api/changes/{change:D}/validation-archive"));
        Assert.Equal(report, await DownloadAsync($"/api/changes/{change:D}/validation-report"));
        var signer = server.Services.GetRequiredService<ExportSigner>();
        var check = ValidationArchiveCheck.Of(archive, signer.Knows);
        Assert.Empty(check.Problems);
        Assert.Contains(check.Summary, s => s.Contains("Quinn Quality, approved", StringComparison.Ordinal));
        Assert.Contains("change.archive-exported", (await server.SendAsync(
            "aud1", HttpMethod.Get, $"/api/audit?subjectKind=change&subjectId={change:D}&pageSize=50")).GetRawText(), StringComparison.Ordinal);
        using (var zip = new ZipArchive(new MemoryStream(archive)))
        {
            // Anybody's tool reads it, and the report inside is the report.
            Assert.Equal(
                ["change.json", "comments.json", "evidence", "justifications.json", "manifest.json", "manifest.sig", "packages", "plans", "public-key.pem",
                    "report.pdf", "sign-offs.json"],
                zip.Entries.Select(e => e.FullName.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
            await using var inside = await zip.GetEntry("report.pdf")!.OpenAsync(Stop);
            using var copy = new MemoryStream();
            await inside.CopyToAsync(copy, Stop);
            Assert.Equal(report, copy.ToArray());
        }

        // One byte of each part; of what is around them; the end cut off.
        var (parts, _) = StoredZip.Read(archive);
        var begins = 0;
        foreach (var part in parts)
        {
            begins += 30 + part.Name.Length;
            Assert.Contains(Problems(Flipped(archive, begins + (part.Content.Length / 2))), p => p.StartsWith(part.Name + ":", StringComparison.Ordinal));
            begins += part.Content.Length;
        }

        for (var at = 0; at < archive.Length; at += 1999)
        {
            Assert.NotEmpty(Problems(Flipped(archive, at)));
        }

        Assert.All(Enumerable.Range(1, 60), back => Assert.NotEmpty(Problems(Flipped(archive, archive.Length - back))));
        Assert.All(new[] { 0, 1, 29, 400, archive.Length / 2, archive.Length - 1 }, length => Assert.NotEmpty(Problems(archive[..length])));
        Assert.NotEmpty(Problems([.. archive, 0]));

        // Somebody who can sign for the establishment still cannot sign for a person.
        var signOffs = JsonNode.Parse(parts.Single(p => p.Name == "sign-offs.json").Content.Span)!.AsArray();
        signOffs[1]!["signature"]!["signedHash"] = source;
        Assert.Contains(Problems(Signed(parts, "sign-offs.json", ValidationFacts.Canonical(signOffs), signer)),
            p => p.StartsWith("sign-offs.json: step 2 (Accepted)", StringComparison.Ordinal));
        signOffs[1]!["signature"]!["signedHash"] = signOffs[1]!["packageHash"]!.GetValue<string>();
        signOffs[1]!["userId"] = signOffs[0]!["userId"]!.GetValue<string>();
        Assert.Contains(Problems(Signed(parts, "sign-offs.json", ValidationFacts.Canonical(signOffs), signer)), p => p.Contains("another part", StringComparison.Ordinal));

        // Nor rate a risk that was never handed in.
        signOffs[1]!["userId"] = JsonNode.Parse(parts.Single(p => p.Name == "sign-offs.json").Content.Span)![1]!["userId"]!.GetValue<string>();
        Assert.Equal(6, signOffs[0]!["risk"]!["product"]!.GetValue<int>());
        Assert.Empty(Problems(Signed(parts, "sign-offs.json", ValidationFacts.Canonical(signOffs), signer)));
        signOffs[0]!["risk"]!["product"] = 1;
        Assert.Contains(Problems(Signed(parts, "sign-offs.json", ValidationFacts.Canonical(signOffs), signer)), p => p.StartsWith("sign-offs.json: step 1 (Submitted): its risk", StringComparison.Ordinal));
        (signOffs[0]!["risk"]!["product"], signOffs[0]!["risk"]!["severity"]) = (4, 2);
        Assert.Contains(Problems(Signed(parts, "sign-offs.json", ValidationFacts.Canonical(signOffs), signer)), p => p.Contains("not that of the change", StringComparison.Ordinal));

        // And somebody with a key of their own cannot sign for the establishment.
        var folder = Directory.CreateTempSubdirectory("becs-keys-").FullName;
        var other = new ExportSigner(new KeyRing(server.Services.GetRequiredService<PersistenceOptions>() with { KeysPath = folder }));
        Assert.StartsWith("public-key.pem: nobody here knows the key", Assert.Single(Problems(Signed(parts, "comments.json", "[]"u8.ToArray(), other))), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);

        // The verb, with the key of the establishment, with the key given, and with another.
        Assert.Equal((0, 0, 1), (await VerbAsync(archive, null), await VerbAsync(archive, signer.PublicKey()), await VerbAsync(archive, other.PublicKey())));

        List<string> Problems(byte[] file) => [.. ValidationArchiveCheck.Of(file, signer.Knows).Problems];
    }

    /// <summary>However many cases a plan came to, each is in the archive, in parts of so many.</summary>
    [Fact]
    public async Task Archive_WhenAPlanHasMoreCasesThanOnePartHolds_ThenAllAreInItOnce()
    {
        var (change, source, _, instances) = await server.TwoVersionsAsync("many", 3);
        await server.RunAsync(change, await server.PlanAsync(change, new { sourceHash = source }));
        var signer = server.Services.GetRequiredService<ExportSigner>();

        var archive = await ArchiveAsync();

        Assert.Equal(archive, await ArchiveAsync());
        Assert.Empty(ValidationArchiveCheck.Of(archive, signer.Knows).Problems);
        var (parts, _) = StoredZip.Read(archive);
        var lists = parts.Where(p => p.Name.EndsWith(".instances.json", StringComparison.Ordinal)).ToDictionary(p => p.Name, p => JsonNode.Parse(p.Content.Span)!);
        Assert.Equal(["plans/plan-1.0001.instances.json", "plans/plan-1.0002.instances.json", "plans/plan-1.instances.json"], lists.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((3, 0), (lists["plans/plan-1.instances.json"]["migrated"]!.GetValue<int>(), lists["plans/plan-1.instances.json"]["stay"]!.GetValue<int>()));
        Assert.Equal(instances.Order(), lists.Where(l => l.Value["instances"] is not null).OrderBy(l => l.Key, StringComparer.Ordinal)
            .SelectMany(l => l.Value["instances"]!.AsArray()).Select(i => Guid.Parse(i!["instance"]!.GetValue<string>())));

        // One of them left out, or there twice, by somebody who can sign for the establishment.
        var last = lists["plans/plan-1.0002.instances.json"];
        var other = lists["plans/plan-1.0001.instances.json"]["instances"]![0]!.DeepClone();
        last["instances"]!.AsArray().Add(other);
        Assert.Contains(ValidationArchiveCheck.Of(Signed(parts, "plans/plan-1.0002.instances.json", ValidationFacts.Canonical(last), signer), signer.Knows).Problems,
            p => p.Contains("not in order, or there twice", StringComparison.Ordinal));
        last["instances"] = new JsonArray();
        Assert.Contains(ValidationArchiveCheck.Of(Signed(parts, "plans/plan-1.0002.instances.json", ValidationFacts.Canonical(last), signer), signer.Knows).Problems,
            p => p.StartsWith("plans/plan-1.instances.json: its numbers", StringComparison.Ordinal));

        async Task<byte[]> ArchiveAsync()
        {
            await using var scope = server.Services.CreateAsyncScope();
            return ValidationArchive.Of(await server.Services.GetRequiredService<ValidationDesk>().FactsAsync(scope.ServiceProvider, new ChangeId(change), Stop, atOnce: 2), signer);
        }
    }

    [Fact]
    public void Archive_WhenItIsSomebodyElsesZip_ThenRefusedWithTheReason()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var bomb = zip.CreateEntry("bomb.json", CompressionLevel.SmallestSize).Open();
            bomb.Write(new byte[10_000_000]);
        }

        Assert.Contains("packed", First(packed.ToArray()), StringComparison.Ordinal);
        Assert.All(
            new[] { "../x", "/etc/x", "a/../../x", "a\\x", "C:x", "", "a//b", "./x", new string('a', 301) },
            name => Assert.Contains("no name", First(StoredZip.Write([new ZipPart(name, new byte[1])])), StringComparison.Ordinal));
        Assert.Contains("no name", First(StoredZip.Write([new ZipPart("a", new byte[1]), new ZipPart("A", new byte[1])])), StringComparison.Ordinal);
        Assert.StartsWith("manifest.json: it is missing", First(StoredZip.Write([new ZipPart("a", new byte[1])])), StringComparison.Ordinal);
        Assert.NotEmpty(First([]));
        Assert.NotEmpty(First(RandomNumberGenerator.GetBytes(500)));
        Assert.NotEmpty(First(StoredZip.Write([new ZipPart("manifest.json", "{\"parts\":1}"u8.ToArray())])));

        foreach (var list in new[]
        {
            "{\"parts\":[{\"name\":\"a\",\"sha256\":\"x\"},{\"name\":\"a\",\"sha256\":\"x\"}]}", "{\"parts\":[{\"name\":null,\"sha256\":null}]}",
            "{\"parts\":[{}]}", "{\"parts\":[[]]}", "[]", "\"\"", string.Concat(Enumerable.Repeat("[", 5000)), "{\"parts\":[],\"kind\":\"audit\"}",
        })
        {
            Assert.NotEmpty(First(StoredZip.Write([new ZipPart("manifest.json", Encoding.UTF8.GetBytes(list))])));
        }

        static string First(byte[] file) => ValidationArchiveCheck.Of(file, _ => true).Problems[0];
    }

    private static byte[] Flipped(byte[] file, int at)
    {
        var copy = (byte[])file.Clone();
        copy[at] ^= 0x01;
        return copy;
    }

    /// <summary>The archive with another part, its list of hashes made anew and signed.</summary>
    private static byte[] Signed(IReadOnlyList<ZipPart> parts, string changed, byte[] content, ExportSigner signer)
    {
        var others = parts.Where(p => p.Name is not (ValidationArchive.Manifest or ValidationArchive.Signature)).Select(p =>
            p.Name == changed ? p with { Content = content }
            : p.Name == ValidationArchive.PublicKey ? p with { Content = Encoding.ASCII.GetBytes(signer.PublicKey() + "\n") } : p).ToList();
        var manifest = JsonNode.Parse(parts[0].Content.Span)!;
        foreach (var (part, i) in others.Select((p, i) => (p, i)))
        {
            (manifest["parts"]![i]!["sha256"], manifest["parts"]![i]!["length"]) = (ValidationArchive.Hash(part.Content.Span), part.Content.Length);
        }

        var bytes = ValidationFacts.Canonical(manifest);
        return StoredZip.Write([new ZipPart(ValidationArchive.Manifest, bytes),
            new ZipPart(ValidationArchive.Signature, Encoding.ASCII.GetBytes(Convert.ToBase64String(signer.Sign(bytes)) + "\n")), .. others]);
    }

    private async Task<int> VerbAsync(byte[] archive, string? key)
    {
        var folder = Directory.CreateTempSubdirectory("becs-verb-").FullName;
        var (file, pem) = (Path.Combine(folder, "a.zip"), Path.Combine(folder, "key.pem"));
        await File.WriteAllBytesAsync(file, archive, Stop);
        await File.WriteAllTextAsync(pem, key, Stop);
        var code = await PackageVerb.RunAsync(server.Services, server.Services.GetRequiredService<BecsSettings>(), key is null ? [file] : [file, pem]);
        Directory.Delete(folder, recursive: true);
        return code;
    }

    private async Task<byte[]> DownloadAsync(string address)
    {
        using var answer = await server.TrySendAsync("val1", HttpMethod.Get, address);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.Content.ReadAsByteArrayAsync(Stop);
    }
}
