using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Domain.Signatures;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;
using Becs.Persistence.ReadModel;
using Becs.Server.ChangeControl;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Audit;

/// <summary>What an inspector takes away: the same rows in every format, what each file says of itself, and its own row on the trail.</summary>
public sealed class AuditExportTests(AuditExportTests.Exports server) : IClassFixture<AuditExportTests.Exports>
{
    private const string Many = "test.many";
    private const string Signed = "/api/audit/export?what=package.accepted&signature=true";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_AsJsonLines_ThenHoldsWhatTheSearchFindsAndItsOwnHash()
    {
        using var auditor = await server.AsAsync("aud1");
        var found = (await auditor.GetFromJsonAsync<JsonElement>("/api/audit?what=package.accepted&signature=true&pageSize=200", Stop)).GetProperty("items");

        var lines = await LinesAsync(await auditor.GetAsync($"{Signed}&format=json", Stop));

        var rows = lines[..^1].Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var statement = JsonDocument.Parse(lines[^1]).RootElement.GetProperty("statement");
        Assert.NotEmpty(rows);
        Assert.Equal(found.EnumerateArray().Select(r => r.GetProperty("id").GetGuid()).Reverse(), rows.Select(r => r.GetProperty("id").GetGuid()));
        Assert.Equal(rows.Count, statement.GetProperty("rows").GetInt32());
        Assert.Equal("aud1", statement.GetProperty("askedBy").GetString());
        Assert.Equal("package.accepted", statement.GetProperty("search").GetProperty("what").GetString());
        Assert.Equal("signed", statement.GetProperty("search").GetProperty("signature").GetString());
        Assert.True(statement.GetProperty("isComplete").GetBoolean());
        Assert.True(statement.GetProperty("verification").GetProperty("isUnbroken").GetBoolean());
        Assert.Equal(Hash(string.Concat(lines[..^1].Select(l => l + "\n"))), statement.GetProperty("rowsSha256").GetString());
        var signature = rows[0].GetProperty("signature");
        Assert.Equal("qa1", signature.GetProperty("userName").GetString());
        Assert.Equal(SignatureMeanings.AcceptedForUse, signature.GetProperty("meaning").GetString());
        Assert.Matches(@"^\d{4}-.*Z$", signature.GetProperty("signedAt").GetString());
        Assert.Matches(@"-0[45]:00$", signature.GetProperty("signedAtSite").GetString());
        var schema = await auditor.GetFromJsonAsync<JsonElement>("/api/audit/export/schema", Stop);
        var known = schema.GetProperty("oneOf")[0].GetProperty("properties").EnumerateObject().Select(p => p.Name).ToHashSet();
        var required = schema.GetProperty("oneOf")[0].GetProperty("required").EnumerateArray().Select(p => p.GetString()!).ToHashSet();
        Assert.All(rows, r => Assert.Subset(known, r.EnumerateObject().Select(p => p.Name).ToHashSet()));
        Assert.All(rows, r => Assert.Superset(required, r.EnumerateObject().Select(p => p.Name).ToHashSet()));
    }

    [Fact]
    public async Task Export_AsCsv_ThenEveryRecordHasTheFieldsOfTheHeadingAndTheHashIsThatOfTheRows()
    {
        using var auditor = await server.AsAsync("aud1");

        var text = Encoding.UTF8.GetString(await (await auditor.GetAsync($"{Signed}&format=csv", Stop)).Content.ReadAsByteArrayAsync(Stop));

        var records = Parse(text);
        Assert.All(records, r => Assert.Equal(records[0].Count, r.Count));
        var rows = records.Skip(1).Where(r => r[0] != "statement").ToList();
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(n => $"{n}"), rows.Select(r => r[0]));
        var signedBy = records[0].IndexOf("signedBy");
        Assert.All(rows, r => Assert.Equal("Quinn Quality", r[signedBy]));
        var said = records.Where(r => r[0] == "statement").ToDictionary(r => r[1], r => r[2]);
        Assert.Equal($"{rows.Count}", said["rows"]);
        Assert.StartsWith("Complete", said["part"], StringComparison.Ordinal);
        Assert.StartsWith("Unbroken", said["verification"], StringComparison.Ordinal);
        Assert.Equal(Hash(text[..text.IndexOf("\"statement\"", StringComparison.Ordinal)]), said["contentSha256"]);
    }

    [Fact]
    public async Task Export_AsPdf_ThenEverySignatureIsPrintedInFull()
    {
        using var auditor = await server.AsAsync("aud1");

        var answer = await auditor.GetAsync($"{Signed}&format=pdf", Stop);
        var text = Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(Stop));

        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("%PDF-1.4", text, StringComparison.Ordinal);
        var flat = string.Join(' ', text.Split('\n').Where(l => l.EndsWith("Tj ET", StringComparison.Ordinal)).Select(l => l[(l.IndexOf('(') + 1)..l.LastIndexOf(')')]));
        Assert.Matches(@"Signed by Quinn Quality \\\(qa1\\\), \d{4}-\S+Z \\\(UTC\\\), \S+-0[45]:00 \\\(America/New_York\\\)\. Meaning: accepted-for-use\. Reason: ", flat);
        Assert.Contains("Asked for by: ", flat, StringComparison.Ordinal);
        Assert.Contains("Verification: Unbroken", flat, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_AsArchive_ThenVerifiesWithoutTheDatabaseAndNotOnceAByteIsChanged()
    {
        using var auditor = await server.AsAsync("aud1");
        var file = await (await auditor.GetAsync($"{Signed}&format=archive", Stop)).Content.ReadAsByteArrayAsync(Stop);
        var signer = server.Services.GetRequiredService<ExportSigner>();

        var check = ValidationArchiveCheck.Of(file, signer.Knows);

        Assert.Empty(check.Problems);
        Assert.Contains(check.Summary, s => s.StartsWith("Audit export of ", StringComparison.Ordinal) && s.Contains("(aud1)", StringComparison.Ordinal));
        Assert.Contains(ValidationArchiveCheck.Of(file, _ => false).Problems, p => p.StartsWith("public-key.pem", StringComparison.Ordinal));
        var at = Encoding.Latin1.GetString(file).IndexOf("\"userName\":\"qa1\"", StringComparison.Ordinal);
        file[at + 12] ^= 1;
        Assert.Contains(ValidationArchiveCheck.Of(file, signer.Knows).Problems, p => p.StartsWith("rows.jsonl", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("pdf")]
    [InlineData("archive")]
    public async Task Export_WhenTaken_ThenItIsARowOfTheTrailWithTheHashOfTheFile(string format)
    {
        using var auditor = await server.AsAsync("aud1");
        var file = await (await auditor.GetAsync($"{Signed}&format={format}", Stop)).Content.ReadAsByteArrayAsync(Stop);

        var rows = (await auditor.GetFromJsonAsync<JsonElement>("/api/audit?what=audit.exported&userName=aud1&pageSize=200", Stop)).GetProperty("items");
        var told = rows.EnumerateArray().Select(r => JsonDocument.Parse(r.GetProperty("new").GetString()!).RootElement);

        var own = Assert.Single(told, t => t.GetProperty("sha256").GetString() == Convert.ToHexStringLower(SHA256.HashData(file)));
        Assert.Equal(format, own.GetProperty("format").GetString());
        Assert.Equal("package.accepted", own.GetProperty("search").GetProperty("what").GetString());
    }

    [Fact]
    public async Task Export_WhenThereAreMoreRowsThanAFileMayHold_ThenSaysSoAndThePartAfterItHasTheRest()
    {
        using var auditor = await server.AsAsync("aud1");

        var first = await StatementAsync(auditor, $"/api/audit/export?what={Many}&format=archive");
        var next = first.GetProperty("next").GetGuid();
        var second = await StatementAsync(auditor, $"/api/audit/export?what={Many}&format=archive&after={next:D}");

        Assert.Equal((5_000, false), (first.GetProperty("rows").GetInt32(), first.GetProperty("isComplete").GetBoolean()));
        Assert.Contains($"after={next:D}", first.GetProperty("says").GetString(), StringComparison.Ordinal);
        Assert.Contains("Narrow the time span", first.GetProperty("says").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, true), (second.GetProperty("rows").GetInt32(), second.GetProperty("isComplete").GetBoolean()));
        Assert.False(second.TryGetProperty("next", out _));

        // The rows are made up: none has the code it was written with.
        Assert.Equal(5_000, first.GetProperty("verification").GetProperty("broken").GetInt32());
        Assert.False(first.GetProperty("verification").GetProperty("isUnbroken").GetBoolean());
    }

    [Fact]
    public async Task Export_WhenNothingIsFound_ThenAFileThatSaysSoAndNothingTypedIsKept()
    {
        using var auditor = await server.AsAsync("aud1");

        var lines = await LinesAsync(await auditor.GetAsync("/api/audit/export?userName=Canaryname&record=Canaryname&format=json", Stop));

        Assert.Equal(0, JsonDocument.Parse(Assert.Single(lines)).RootElement.GetProperty("statement").GetProperty("rows").GetInt32());
        var trail = await auditor.GetStringAsync("/api/audit?what=audit.exported&pageSize=200", Stop);
        Assert.DoesNotContain("canaryname", trail, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("reg1", "format=csv", HttpStatusCode.Forbidden)]
    [InlineData("own1", "format=json", HttpStatusCode.Forbidden)]
    [InlineData("aud1", "format=xml", HttpStatusCode.BadRequest)]
    [InlineData("aud1", "site=XXX", HttpStatusCode.BadRequest)]
    [InlineData("val1", "format=csv&what=package.accepted", HttpStatusCode.OK)]
    public async Task Export_WhenAskedFor_ThenOnlyByThoseWhoMayReadTheTrail(string user, string query, HttpStatusCode expected)
    {
        using var client = await server.AsAsync(user);

        Assert.Equal(expected, (await client.GetAsync($"/api/audit/export?{query}", Stop)).StatusCode);
    }

    private static async Task<JsonElement> StatementAsync(HttpClient client, string url)
    {
        var (parts, problems) = StoredZip.Read(await (await client.GetAsync(url, Stop)).Content.ReadAsByteArrayAsync(Stop));
        Assert.Empty(problems);
        return JsonDocument.Parse(parts.Single(p => p.Name == "statement.json").Content).RootElement;
    }

    private static async Task<string[]> LinesAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsStringAsync(Stop)).TrimEnd('\n').Split('\n');
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A reader of RFC 4180 of its own.</summary>
    private static List<List<string>> Parse(string text)
    {
        var (records, fields, field, at) = (new List<List<string>>(), new List<string>(), new StringBuilder(), text[0] == '\uFEFF' ? 1 : 0);
        while (at < text.Length)
        {
            Assert.Equal('"', text[at++]);
            while (text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'))
            {
                at += text[at] == '"' ? 1 : 0;
                field.Append(text[at++]);
            }

            at++;
            fields.Add(field.ToString());
            field.Clear();
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            records.Add(fields);
            fields = [];
        }

        return records;
    }

    /// <summary>A server whose trail has, for one search, one row more than fits into an archive.</summary>
    public sealed class Exports() : BecsServer(null, Replace, ("Becs:Roles", "web"))
    {
        private static void Replace(IServiceCollection services)
        {
            var real = services.Last(s => s.ServiceType == typeof(IAuditReads)).ImplementationType!;
            services.AddSingleton<IAuditReads>(provider => new MoreRows((IAuditReads)ActivatorUtilities.CreateInstance(provider, real)));
        }
    }

    private sealed class MoreRows(IAuditReads inner) : IAuditReads
    {
        public Task<IReadOnlyList<AuditRow>> PageAsync(
            AuditFilter filter, Guid? before = null, int limit = 50, CancellationToken cancellationToken = default) => inner.PageAsync(filter, before, limit, cancellationToken);

        public async IAsyncEnumerable<AuditRow> StreamAsync(
            AuditFilter filter, Guid? after, int limit, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var rows = filter.What == Many ? Made(after).ToAsyncEnumerable() : inner.StreamAsync(filter, after, limit, cancellationToken);
            await foreach (var row in rows.WithCancellation(cancellationToken))
            {
                yield return row;
            }
        }

        public Task<Guid?> LastOfPartAsync(AuditFilter filter, Guid? after, int rows, CancellationToken cancellationToken = default) =>
            inner.LastOfPartAsync(filter, after, rows, cancellationToken);

        public Task<int> CountAsync(AuditFilter filter, int most, CancellationToken cancellationToken = default) => inner.CountAsync(filter, most, cancellationToken);

        public Task<IReadOnlyDictionary<Guid, Signature>> SignaturesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default) =>
            inner.SignaturesAsync(ids, cancellationToken);

        private static IEnumerable<AuditRow> Made(Guid? after) => Enumerable.Range(1, 5_001).Select(n => new Guid(n, 0, 0, new byte[8]))
            .SkipWhile(id => after is not null && id != after).Skip(after is null ? 0 : 1).Select(id => new AuditRow
            {
                Id = id,
                RecordedAt = new DateTime(2026, 6, 10, 8, 0, 0, DateTimeKind.Utc),
                SiteId = Guid.Empty,
                SiteTimeZone = "UTC",
                ClockMode = "system",
                UserId = Guid.Empty,
                UserName = "system",
                Workstation = "unregistered",
                OperationId = Guid.Empty,
                Action = Many,
                SubjectKind = "system",
                SubjectId = Guid.Empty,
                What = Many,
                CommitId = Guid.Empty,
                Ordinal = 1,
                RowsInCommit = 1,
                TransactionNumber = 1,
                KeyId = "1",
            });
    }
}
