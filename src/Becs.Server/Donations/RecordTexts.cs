using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Resources;
using Becs.Server.Shell.Lists;
using Microsoft.Extensions.Localization;
using StoredDonation = Becs.Persistence.ReadModel.DonationRow;

namespace Becs.Server.Donations;

/// <summary>Codes of blood records in words, with the tone that goes with them. A code without a text is shown as it is.</summary>
public sealed class RecordTexts(IStringLocalizer<Text> texts)
{
    public string Of(string prefix, string code) => texts[prefix + code] is { ResourceNotFound: false } found ? found.Value : code;

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

    public IReadOnlyList<TimelineEntry> Timeline(IEnumerable<TimelineRow> rows) => [.. rows.OrderBy(r => r.At).Select(r => new TimelineEntry(
        r.At, Of("happened.", r.What), r.Detail, r.Who, ToneOfEvent(r.What)))];

    private static Tone ToneOfEvent(string what) => what switch
    {
        _ when what.StartsWith("gate-", StringComparison.Ordinal) => what.EndsWith("-clear", StringComparison.Ordinal) ? Tone.Good : Tone.Bad,
        "fate-discarded" or "fate-wasted" => Tone.Bad,
        "fate-transfused" => Tone.Good,
        "label-mismatch" or "collection-failed" or "result-void" or "label-voided" or "returned-unfit" or "hold-placed" => Tone.Bad,
        "issued-emergency" => Tone.Warning,
        "label-verified" or "collection-ended" or "issued" => Tone.Good,
        _ => Tone.Info,
    };
}
