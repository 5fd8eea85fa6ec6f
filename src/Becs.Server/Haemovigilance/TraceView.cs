using Becs.Server.Shell.Lists;

namespace Becs.Server.Haemovigilance;

/// <summary>What a box of the trace picture stands for, in the order blood moves.</summary>
public enum TraceKind
{
    Donor,
    Donation,
    Sample,
    Test,
    Unit,
    Order,
    Patient,
}

/// <summary>One record on the way from donor to patient. Ids and codes only: no name.</summary>
public sealed record TraceNode(string Id, TraceKind Kind, string Title, string Status, Tone Tone, string? Url = null, DateTime? At = null);

/// <summary>One record came from, or went to, another.</summary>
public sealed record TraceLink(string From, string To, string Label = "");

/// <summary>Everything one record is connected to.</summary>
/// <param name="Focus">Id of the record the trace was asked for.</param>
/// <param name="IsCut">More is connected than is shown.</param>
public sealed record TraceView(string Focus, IReadOnlyList<TraceNode> Nodes, IReadOnlyList<TraceLink> Links, bool IsCut = false);
