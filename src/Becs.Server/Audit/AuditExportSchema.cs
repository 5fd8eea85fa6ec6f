using System.Text.Json;

namespace Becs.Server.Audit;

/// <summary>JSON Schema of one line of an export in JSON lines: a row, or the statement at the end.</summary>
internal static class AuditExportSchema
{
    private static readonly string[] _numbers = ["entry", "ordinal", "rowsInCommit", "transactionNumber"];
    private static readonly string[] _optional =
        ["instanceId", "packageHash", "activityId", "subjectNumber", "oldValue", "newValue", "reason", "signature"];
    private static readonly string[] _texts =
    [
        "id", "recordedAt", "recordedAtSite", "siteTimeZone", "clockMode", "site", "siteId", "userId", "userName", "workstation", "operationId", "action",
        "subjectKind", "subjectId", "what", "commitId", "keyId", "code", "proof",
    ];

    public static byte[] Bytes { get; } = Make();

    private static byte[] Make()
    {
        var row = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var name in _numbers.Concat(_texts).Concat(_optional))
        {
            row[name] = name switch
            {
                "proof" => new { @enum = new[] { AuditProofs.Anchored, AuditProofs.Sealed, AuditProofs.NotYetSealed, AuditProofs.Broken } },
                "signature" => new { type = "object" },
                _ => new { type = _numbers.Contains(name) ? "integer" : "string" },
            };
        }

        return JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "urn:" + AuditExportStatement.CurrentFormat.Replace('/', ':'),
            ["title"] = "One line of an audit export: a row, or the statement on the last line",
            ["oneOf"] = new object[]
            {
                new
                {
                    type = "object", additionalProperties = false, required = _numbers.Concat(_texts),
                    properties = row,
                },
                new
                {
                    type = "object", additionalProperties = false, required = new[] { "statement" },
                    properties = new { statement = new { type = "object", required = new[] { "format", "askedBy", "askedAt", "search", "rows", "verification", "rowsSha256" } } },
                },
            },
        });
    }
}
