namespace Becs.Domain.Donors.Eligibility;

/// <summary>One thing that speaks against a donor's blood.</summary>
/// <param name="Effect">What it means at the chair.</param>
/// <param name="Code">Deferral code, missing fact or reason of referral; health data when <see cref="IsConfidential"/>.</param>
/// <param name="EvidenceId">The record it rests on: deferral, answer set, examination, donation.</param>
/// <param name="Deferral">What to write into the registry; null when nothing is to be written (already there, or no deferral).</param>
/// <param name="IsConfidential">General staff see that there is a finding, not which.</param>
public sealed record EligibilityFinding(
    FindingEffect Effect, string Code, Guid? EvidenceId = null, DeferralTerms? Deferral = null, bool IsConfidential = false)
{
    /// <summary>What everybody may see.</summary>
    public string PublicCode => IsConfidential ? "CONFIDENTIAL" : Code;
}
