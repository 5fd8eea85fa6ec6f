using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Donations;
using Becs.Server.Shell.Lists;

namespace Becs.Server.Haemovigilance;

/// <summary>The trace as its picture shows it.</summary>
public sealed class TracePages(TraceQueries traces, RecordTexts texts)
{
    public async Task<TraceView> OfUnitAsync(Guid unit, CancellationToken cancellationToken) =>
        await traces.OfUnitAsync(unit, cancellationToken) is { } found ? ViewOf(found) : new TraceView(unit.ToString("D"), [], []);

    public async Task<TraceView> OfDonationAsync(Guid donation, CancellationToken cancellationToken) =>
        ViewOf(await traces.OfDonationAsync(donation, cancellationToken));

    private TraceView ViewOf(TraceRecord record) => new(
        record.Focus.ToString("D"), [.. record.Nodes.Select(NodeOf)],
        [.. record.Links.Select(l => new TraceLink(l.From.ToString("D"), l.To.ToString("D"), texts.Of("trace.link.", l.Kind)))], record.IsCut);

    private TraceNode NodeOf(TraceNodeRow n)
    {
        var id = n.Id.ToString("D");
        return n.Kind switch
        {
            SubjectKinds.Donor => new(id, TraceKind.Donor, n.Code, n.Status, Tone.Neutral, $"/donors/{id}", n.At),
            SubjectKinds.Donation => Donation(id, n),
            SubjectKinds.Unit => Unit(id, n),
            SubjectKinds.Order => new(id, TraceKind.Order, n.Code, texts.Of("order.state.", n.Status), Orders.OrderPages.ToneOf(n.Status), $"/orders/{id}", n.At),
            SubjectKinds.Patient => new(id, TraceKind.Patient, n.Code, n.Status, Tone.Neutral, $"/patients/{id}", n.At),
            "sample" => new(id, TraceKind.Sample, texts.Of("sample.", n.Code), texts.Of("sample.state.", n.Status), Tone.Neutral, At: n.At),
            _ => new(id, TraceKind.Test, Test(n.Code), texts.Of("result.", n.Status), ToneOfResult(n.Status), At: n.At),
        };
    }

    private TraceNode Donation(string id, TraceNodeRow n)
    {
        var state = n.Status == "pending" ? "collected" : n.Status.ToLowerInvariant();
        return new(
            id, TraceKind.Donation, RecordTexts.Din(n.Code), texts.Of("donation.state.", state), RecordTexts.ToneOfDonation(state),
            $"/donations/{n.Code}", n.At);
    }

    private TraceNode Unit(string id, TraceNodeRow n)
    {
        var words = n.Code.Split(' ');
        return new(
            id, TraceKind.Unit, n.Code, texts.Of("unit.state.", RecordTexts.StateOfUnit(n.Status)), RecordTexts.ToneOfUnit(n.Status),
            words.Length == 2 ? $"/units/{words[0]}/{words[1]}" : null, n.At);
    }

    /// <summary>Code and role of a test: "HIV-NAT first".</summary>
    private string Test(string code)
    {
        var words = code.Split(' ');
        return words.Length == 2 ? $"{words[0]} {texts.Of("test.role.", words[1])}" : code;
    }

    /// <summary>A negative marker is good, anything else of a marker bad; a blood group is neither.</summary>
    public static Tone ToneOfResult(string? interpretation) => interpretation switch
    {
        "NR" => Tone.Good,
        "R" or "GZ" or "IND" or "INV" => Tone.Bad,
        "void" => Tone.Neutral,
        _ => Tone.Info,
    };
}
