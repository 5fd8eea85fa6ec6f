using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>A record that may be the same person.</summary>
/// <param name="DonorId">The record.</param>
/// <param name="ScorePercent">0 to 100.</param>
/// <param name="Features">What agrees, such as <c>birth-date-swapped</c>; codes, no values.</param>
public sealed record DuplicateCandidate(DonorId DonorId, int ScorePercent, IReadOnlyList<string> Features)
{
    /// <summary>The same person without doubt: a second record is refused.</summary>
    public bool IsCertain => ScorePercent == 100;
}
