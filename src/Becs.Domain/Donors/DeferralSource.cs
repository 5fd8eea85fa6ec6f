namespace Becs.Domain.Donors;

/// <summary>What a deferral came from.</summary>
public enum DeferralSource
{
    Questionnaire,
    Examination,
    Interval,
    Test,
    SelfExclusion,
    Physician,
    PostDonationInformation,
    ExternalList,
}
