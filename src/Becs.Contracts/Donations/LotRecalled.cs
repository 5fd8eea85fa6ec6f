namespace Becs.Contracts.Donations;

/// <summary>A lot was recalled. Subject: the lot.</summary>
/// <param name="LotId">The lot.</param>
/// <param name="Kind">What it is a lot of, such as <c>bag-kit</c>.</param>
/// <param name="Number">The manufacturer's lot number.</param>
public sealed record LotRecalled(
    Guid LotId,
    string Kind,
    string Number) : BecsEvent;
