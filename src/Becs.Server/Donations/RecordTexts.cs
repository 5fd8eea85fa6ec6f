using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Server.Resources;
using Becs.Server.Shell.Lists;
using Microsoft.Extensions.Localization;
using StoredDonation = Becs.Persistence.ReadModel.DonationRow;

namespace Becs.Server.Donations;

/// <summary>Codes of blood records in words, with the tone that goes with them. A code without a text is shown as it is.</summary>
public sealed partial class RecordTexts(IStringLocalizer<Text> texts)
{
    public string Of(string prefix, string code) => texts[prefix + code] is { ResourceNotFound: false } found ? found.Value : code;

    /// <summary>
    /// Why something is blocked or a check failed, in words. A reason may carry what it is about after a colon: <c>reactive:HBSAG</c>,
    /// <c>RB-13:not-final:HIV-NAT</c>.
    /// </summary>
    public string Why(string? reason)
    {
        if (string.IsNullOrEmpty(reason))
        {
            return "";
        }

        if (texts["why." + reason] is { ResourceNotFound: false } found)
        {
            return found.Value;
        }

        var colon = reason.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return Of("deferral.code.", reason);
        }

        var (first, rest) = (reason[..colon], reason[(colon + 1)..]);
        return ReleaseBlockers.Find(first) is { } blocker ? $"{Of("", blocker.Key)}: {Why(rest)}"
            : texts["why." + first, Part(rest)] is { ResourceNotFound: false } about ? about.Value
            : $"{first}: {Why(rest)}";
    }

    /// <summary>Name of a release blocker, by its code.</summary>
    public string Blocker(string code) => ReleaseBlockers.Find(code) is { } known ? $"{code} {Of("", known.Key)}" : code;

    /// <summary>What a reason is about: a test, a need, a state, or a code that is its own name.</summary>
    private string Part(string code)
    {
        foreach (var prefix in new[] { "test.code.", "need.", "unit.state.", "order.state." })
        {
            if (texts[prefix + (prefix == "unit.state." ? StateOfUnit(code) : code)] is { ResourceNotFound: false } found)
            {
                return found.Value;
            }
        }

        return code;
    }

    /// <summary>What a table calls it, as a resource suffix: the verdict once there is one, before it how far the collection is.</summary>
    public static string StateOf(StoredDonation row) => row.Verdict is { } verdict && row.Status == "Collected"
        ? verdict == "pending" ? "collected" : verdict
        : row.Status.ToLowerInvariant();

    public static Tone ToneOfDonation(string state) => state switch
    {
        "suitable" => Tone.Good,
        "unsuitable" or "abo-discrepancy" or "failed" => Tone.Bad,
        "needs-repeat" => Tone.Warning,
        _ => Tone.Info,
    };

    /// <summary><c>LabelCleared</c> becomes <c>label-cleared</c>, the suffix of its resource.</summary>
    public static string StateOfUnit(string status) =>
        string.Concat(status.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    public static Tone ToneOfUnit(string status) => Enum.TryParse<UnitStatus>(status, out var known) ? known switch
    {
        UnitStatus.Released or UnitStatus.Allocated or UnitStatus.Transfused => Tone.Good,
        UnitStatus.Issued or UnitStatus.Labelled or UnitStatus.LabelVerified or UnitStatus.LabelCleared or UnitStatus.Shipped => Tone.Info,
        UnitStatus.Created or UnitStatus.Quarantined => Tone.Warning,
        UnitStatus.Modified => Tone.Neutral,
        _ => Tone.Bad,
    } : Tone.Neutral;

    /// <summary>A number as labels print it.</summary>
    public static string Din(string din)
    {
        try
        {
            return DonationNumber.FromValue(din).Format();
        }
        catch (RuleException)
        {
            return din;
        }
    }

    /// <summary>ISBT 128 structure 002 in words: "A RhD positive".</summary>
    public string Group(string? code)
    {
        if (code is null)
        {
            return "";
        }

        try
        {
            var group = BloodGroupCode.Parse(code);
            return group.Abo is { } abo ? $"{abo} {(group.RhD is { } rh ? Of("rhd.", rh.ToString()) : "")}".Trim() : group.Message.ToString();
        }
        catch (RuleException)
        {
            return code;
        }
    }
}
