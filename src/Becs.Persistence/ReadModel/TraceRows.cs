namespace Becs.Persistence.ReadModel;

/// <summary>One record on the way from donor to patient. Ids and codes only: no name.</summary>
/// <param name="Kind"><c>donor</c>, <c>donation</c>, <c>sample</c>, <c>test</c>, <c>unit</c>, <c>order</c> or <c>patient</c>.</param>
/// <param name="Code">What people call it: donor number, DIN, test code, DIN and product code, order number, patient number.</param>
/// <param name="Status">Where it stands; may be empty.</param>
public sealed record TraceNodeRow(string Kind, Guid Id, string Code, string Status, DateTime? At);

/// <summary>Blood, or a part of it, went from one record to another.</summary>
/// <param name="Kind">Such as <c>gave</c>, <c>sampled</c>, <c>tested</c>, <c>made</c>, <c>divided</c>, <c>allocated</c>,
/// <c>issued</c>, <c>transfused</c>.</param>
public sealed record TraceLinkRow(Guid From, Guid To, string Kind);

/// <summary>Everything one bag is connected to, back to the donors and on to the patients.</summary>
/// <param name="Focus">The bag.</param>
/// <param name="IsCut">More is connected than is given.</param>
public sealed record TraceRecord(Guid Focus, IReadOnlyList<TraceNodeRow> Nodes, IReadOnlyList<TraceLinkRow> Links, bool IsCut);
