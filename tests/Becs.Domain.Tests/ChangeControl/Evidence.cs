using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.ChangeControl;

/// <summary>Evidence of a submission as the server writes it.</summary>
public static class Evidence
{
    /// <summary>Every branch reached, every scenario as expected, no case that would end otherwise; unless a test says so.</summary>
    public static EvidenceOnFile Of(
        ChangeId change, string packageHash, string[]? branches = null, string[]? steps = null, string[]? scenarios = null, string[]? released = null) => new(
        [
            Make(change, packageHash, ChangeEvidence.Scenarios, Scenarios(branches ?? [], steps ?? [], scenarios ?? [])),
            Make(change, packageHash, ChangeEvidence.Replay, new
            {
                cases = (released ?? []).Select(c => new { instance = c, @class = "blockToRelease" })
                    .Append(new { instance = "another", @class = "releaseToBlock" }),
            }),
        ], []);

    public static ChangeEvidence Make(ChangeId change, string packageHash, string kind, object content)
    {
        var text = JsonSerializer.Serialize(content);
        return new ChangeEvidence
        {
            Id = Guid.Parse("01900000-0000-7000-8000-000000000e01"),
            ChangeId = change,
            PackageHash = packageHash,
            Kind = kind,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            Content = text,
            RecordedAt = DateTime.UnixEpoch,
        };
    }

    private static object Scenarios(string[] branches, string[] steps, string[] scenarios) => new
    {
        coverage = new
        {
            branches = branches.Select(b => new { step = b.Split(':')[0], outcome = b.Split(':')[1], reached = false })
                .Append(new { step = "First", outcome = "Done", reached = true }),
            steps = steps.Select(s => new { step = s, reached = false }).Append(new { step = "First", reached = true }),
        },
        results = scenarios.Select(s => new { name = s, asExpected = false }).Append(new { name = "usual", asExpected = true }),
    };
}
