using Becs.Server.Donations;

namespace Becs.Server.Quarantine;

/// <summary>A hold beside the task that judges it: why, by whom, and what it holds. Numbers, codes and user names; nothing of a donor.</summary>
/// <param name="ScopeUrl">Page of the record it lies on, or null.</param>
/// <param name="Note">Code of the site's list that says more, or null.</param>
/// <param name="Finding">What the investigation found; null before it.</param>
/// <param name="Proposal">How it is to end; null before the investigation.</param>
/// <param name="More">Bags it reaches beyond those named.</param>
public sealed record HoldView(
    string Reason, string? Note, string Scope, string ScopeName, string? ScopeUrl, string PlacedBy, DateTime PlacedAt, string? Finding,
    string? Proposal, string? ProposedBy, DateTime? ProposedAt, IReadOnlyList<HeldUnit> Units, int More, bool IsOpen = true);

/// <summary>A bag a hold reaches.</summary>
/// <param name="Url">Its page, or null for who may not see it.</param>
public sealed record HeldUnit(UnitLine Unit, string DinShown, string? Url);
