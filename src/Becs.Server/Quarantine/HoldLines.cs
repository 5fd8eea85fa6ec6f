using Becs.Server.Resources;
using Becs.Server.Shell.Localisation;
using Becs.Server.Signatures;
using Microsoft.Extensions.Localization;

namespace Becs.Server.Quarantine;

/// <summary>A hold as lines to read before its end is signed.</summary>
public static class HoldLines
{
    public static IReadOnlyList<SignatureLine> Of(HoldView? hold, IStringLocalizer<Text> texts, TimeZoneInfo zone) => hold is null ? [] :
    [
        new(texts["holdPanel.reason"], hold.Reason),
        new(texts["holdPanel.scope"], $"{hold.Scope} {hold.ScopeName}"),
        new(texts["holdPanel.placed"], $"{hold.PlacedBy}, {SiteClock.Show(hold.PlacedAt, zone)}"),
        .. hold.Finding is { } finding ? [new SignatureLine(texts["holdPanel.finding"], finding)] : Array.Empty<SignatureLine>(),
        .. hold.Proposal is { } proposal ? [new SignatureLine(texts["holdPanel.proposal"], $"{proposal} ({hold.ProposedBy})")] : Array.Empty<SignatureLine>(),
        .. hold.Units.Select(u => new SignatureLine($"{u.DinShown} {u.Unit.ProductCode}", $"{u.Unit.Product}: {texts["unit.state." + u.Unit.State]}")),
        .. hold.More > 0 ? [new SignatureLine(texts["holdPanel.units"], texts["holdPanel.more", hold.More])] : Array.Empty<SignatureLine>(),
    ];
}
