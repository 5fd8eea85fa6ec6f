using Becs.Domain.Donations;
using Becs.Persistence.ReadModel;
using Becs.Server.Shell.Lists;

namespace Becs.Server.Donations;

/// <content>What happened, in words.</content>
public sealed partial class RecordTexts
{
    private const string SystemUser = "system";

    /// <param name="rows">From the read model, in codes.</param>
    /// <param name="product">From a product code to its name; null where no bags are named.</param>
    public IReadOnlyList<TimelineEntry> Timeline(IEnumerable<TimelineRow> rows, Func<string, string>? product = null) =>
        [.. Together(rows.OrderBy(r => r.At)).Select(r => new TimelineEntry(
            r.At, Of("happened.", r.What), Detail(r, product), Who(r.Who), ToneOfEvent(r.What)))];

    /// <summary>Who did it, as lists show it; a rule or a timer is the system.</summary>
    public string Who(string user) => user == SystemUser ? Of("who.", user) : user;

    /// <summary>Results of one moment and person are one entry: a panel is read by a machine in one go.</summary>
    private IEnumerable<TimelineRow> Together(IEnumerable<TimelineRow> rows)
    {
        TimelineRow? before = null;
        foreach (var row in rows)
        {
            var shown = row.What is "result-recorded" or "result-void" ? row with { Detail = Result(row.Detail) } : row;
            if (before is not null && shown.What is "result-recorded" or "sample-taken" or "sample-received"
                && before?.What == shown.What && before.At == shown.At && before.Who == shown.Who)
            {
                before = before with { Detail = $"{before.Detail}; {shown.Detail}" };
                continue;
            }

            if (before is not null)
            {
                yield return before;
            }

            before = shown;
        }

        if (before is not null)
        {
            yield return before;
        }
    }

    private string Detail(TimelineRow row, Func<string, string>? product) => row.What switch
    {
        "donation-registered" => Din(row.Detail),
        "label-scanned" => Of("target.", row.Detail),
        "label-mismatch" when Enum.TryParse<LabelTarget>(row.Detail, out _) => Of("target.", row.Detail),
        "collection-started" => Of("arm.", row.Detail),
        "collection-failed" => Of("failure.", row.Detail),
        "sample-taken" or "sample-received" => string.Join(", ", row.Detail.Split("; ").Select(kind => Of("sample.", kind))),
        "tests-ordered" => string.Join(", ", row.Detail.Split(' ').Select(code => Of("test.code.", code))),
        "label-voided" or "fate-discarded" or "fate-wasted" or "returned-unfit" or "returned-to-stock" => Of("reason.", row.Detail),
        "fate-modified" or "fate-transfused" => "",
        "hold-placed" => Of("hold.reason.", row.Detail),
        "hold-lifted" or "hold-discarded" => Of("finding.", row.Detail),
        "visit" => Of("visit.state.", row.Detail),
        "deferral" => Of("deferral.code.", row.Detail),
        _ => Product(row.Detail, product),
    };

    /// <summary>"HIV-NAT initial NR" becomes "HIV RNA, first: non-reactive".</summary>
    private string Result(string detail) => detail.Split(' ') switch
    {
        [var code, var role, var said] => texts["test.line", Of("test.code.", code), Of("test.role.", role), Of("result.", said)],
        [var code, var role] => $"{Of("test.code.", code)}, {Of("test.role.", role)}",
        _ => detail,
    };

    /// <summary>"E0150V00 #2" becomes "Red cells, CPD, 450 mL (E0150V00) #2".</summary>
    private static string Product(string detail, Func<string, string>? product)
    {
        var space = detail.IndexOf(' ', StringComparison.Ordinal);
        var code = space < 0 ? detail : detail[..space];
        return product is null || product(code) == code ? detail : $"{product(code)} ({code}){(space < 0 ? "" : detail[space..])}";
    }

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
