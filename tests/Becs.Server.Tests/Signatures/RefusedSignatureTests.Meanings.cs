using System.Net;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Server.Signatures;

namespace Becs.Server.Tests.Signatures;

/// <content>Each door by the meanings it takes (21 CFR 11.50(a)(3)): no other is taken there, whoever signs.</content>
public sealed partial class RefusedSignatureTests
{
    /// <summary>What a signature given at each door means, and nothing else. At a task, what the task says.</summary>
    private static readonly Dictionary<string, string[]> Meant = new(StringComparer.Ordinal)
    {
        ["POST /api/changes"] = ["authored"],
        ["POST /api/changes/{id}/submit"] = ["authored"],
        ["POST /api/changes/{id}/review"] = ["reviewed"],
        ["POST /api/changes/{id}/verify"] = ["verified"],
        ["POST /api/changes/{id}/approve"] = ["approved"],
        ["POST /api/changes/{id}/refuse"] = ["refused"],
        ["POST /api/changes/{id}/review-afterwards"] = ["reviewed"],
        ["POST /api/changes/{id}/justify"] = ["justified"],
        ["POST /api/changes/{id}/plans"] = ["authored"],
        ["POST /api/changes/{id}/plans/{plan}/accept"] = ["reviewed"],
        ["POST /api/changes/{id}/plans/{plan}/reject"] = ["reviewed"],
        ["POST /api/changes/{id}/plans/{plan}/approve"] = ["approved"],
        ["POST /api/changes/{id}/plans/{plan}/refuse"] = ["refused"],
        ["POST /api/incidents/{id}/cancel"] = ["reviewed", "approved"],
        ["POST /api/incidents/{id}/skip"] = ["reviewed", "approved"],
        ["POST /api/incidents/bulk"] = ["reviewed", "approved"],
        ["POST /api/integrity/incidents"] = ["reviewed"],
        ["POST /api/integrity/incidents/{id}/confirm"] = ["approved"],
        ["POST /api/covers"] = ["accepted-for-use"],
        ["POST /api/my-training/{need}/acknowledge"] = ["acknowledged"],
        ["POST /api/packages/{packageHash}/accept"] = ["accepted-for-use"],
        ["POST /api/platform-releases/{releaseHash}/accept"] = ["accepted-for-use"],
        ["POST /api/platform-releases/{releaseHash}/justifications"] = ["justified"],
        ["POST /api/platform-releases/{releaseHash}/withdraw"] = ["retired"],
        ["POST /api/tasks/{id}/complete"] = [.. SignatureMeanings.All],
        ["POST /api/test-results"] = ["verified"],
        ["POST /api/workflows/{definitionId}/retire"] = ["retired"],
    };

    [Fact]
    public async Task EveryDoor_WhenSignedWithAnotherMeaning_ThenRefusedAndAuditedAndWithItsOwnNot()
    {
        Assert.Equal(Doors.Keys.Order(StringComparer.Ordinal), Meant.Keys.Order(StringComparer.Ordinal));
        var user = await AccountAsync([.. Roles.All.Keys]);
        var wrong = new List<string>();
        foreach (var (door, meanings) in Meant)
        {
            foreach (var meaning in meanings.Take(2))
            {
                // Nothing is there to be signed: the door is passed, and the record is not found or not due.
                if (await CodeAsync(await SignAsync(user, door, "Demo-2026!", meaning)) is "SIG-001" or "SIG-003" or null)
                {
                    wrong.Add($"{door}: {meaning} is not taken");
                }
            }

            // The one that comes after its own in the list: every meaning is another door's.
            var others = SignatureMeanings.All.Except(meanings).Order(StringComparer.Ordinal).ToList();
            if ((others.Find(m => string.CompareOrdinal(m, meanings[0]) > 0) ?? others.FirstOrDefault()) is not { } other)
            {
                continue;
            }

            var before = (await RefusedAsync(user)).Count;
            var answer = await SignAsync(user, door, "Demo-2026!", other);
            var (said, rows) = (await CodeAsync(answer), await RefusedAsync(user));
            var expected = Before.GetValueOrDefault(door, "SIG-003");
            if (said != expected || rows.Count != before + 1 || !rows[0].Contains(expected, StringComparison.Ordinal))
            {
                wrong.Add($"{door}: {other}: {(int)answer.StatusCode} {said}, audit: {rows.Count - before}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void MeaningsOf_WhenNobodySignsThat_ThenNone()
    {
        Assert.Empty(SigningActions.MeaningsOf("donor.register"));
        Assert.Equal(["authored"], SigningActions.MeaningsOf("change.submit"));
        Assert.Equal(["reviewed", "approved"], SigningActions.MeaningsOf("incident.bulk-cancel"));
    }
}
