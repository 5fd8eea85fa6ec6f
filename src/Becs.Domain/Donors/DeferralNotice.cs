using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>
/// The duty to tell a deferred donor why and what not to give, within eight weeks of the determination (21 CFR 630.40), and the letter
/// that fulfils it.
/// </summary>
public sealed class DeferralNotice
{
    /// <summary>Eight weeks: 21 CFR 630.40(c).</summary>
    public const int DaysToNotify = 56;

    private DeferralNotice()
    {
    }

    public DeferralNotice(Guid id, Guid deferralId, DonorId donorId, DateOnly determinedOn, string letterKey, FactStamp stamp)
    {
        Id = id;
        DeferralId = deferralId;
        DonorId = donorId;
        DueOn = determinedOn.AddDays(DaysToNotify);
        LetterKey = letterKey;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public Guid DeferralId { get; private set; }

    public DonorId DonorId { get; private set; }

    /// <summary>Last day on which the donor must have been told.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>Template of the letter, such as <c>deferral-temporary</c>.</summary>
    public string LetterKey { get; private set; } = "";

    public FactStamp Stamp { get; private set; } = null!;

    /// <summary>When a person handed over or sent the letter; null while the duty is open.</summary>
    public DateTime? SentAt { get; private set; }

    public Guid? SentByUserId { get; private set; }

    internal void Sent(FactStamp by)
    {
        if (SentAt is not null)
        {
            throw new RuleException("DEF-003", $"Notice {Id:D} was already sent.");
        }

        (SentAt, SentByUserId) = (by.RecordedAt, by.UserId);
    }
}
