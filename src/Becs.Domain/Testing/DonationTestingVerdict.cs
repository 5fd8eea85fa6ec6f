using Becs.Domain.Isbt128;
using Becs.Domain.Rules;

namespace Becs.Domain.Testing;

/// <summary>What the results of a donation say, computed from them each time it is asked.</summary>
/// <param name="Code">Stable code of the case.</param>
/// <param name="Tests">Standing of every required test.</param>
/// <param name="Outcomes">The rules evaluated, with what they read.</param>
public abstract record DonationTestingVerdict(
    string Code, IReadOnlyList<TestStanding> Tests, IReadOnlyList<RuleOutcome> Outcomes)
{
    /// <summary>Codes that explain it; empty for a suitable donation.</summary>
    public abstract IReadOnlyList<string> Reasons { get; }

    /// <summary>Results are missing or wait for a second entry.</summary>
    public sealed record Pending(
        IReadOnlyList<string> Missing, IReadOnlyList<TestStanding> Tests, IReadOnlyList<RuleOutcome> Outcomes)
        : DonationTestingVerdict("pending", Tests, Outcomes)
    {
        public override IReadOnlyList<string> Reasons => Missing;
    }

    /// <summary>Initially reactive: repeat in duplicate.</summary>
    public sealed record NeedsRepeat(
        IReadOnlyList<string> TestCodes, IReadOnlyList<TestStanding> Tests, IReadOnlyList<RuleOutcome> Outcomes)
        : DonationTestingVerdict("needs-repeat", Tests, Outcomes)
    {
        public override IReadOnlyList<string> Reasons => TestCodes;
    }

    /// <summary>Every required test is final and negative, and the group is determined.</summary>
    public sealed record Suitable(
        AboGroup Abo, RhD RhD, IReadOnlyList<TestStanding> Tests, IReadOnlyList<RuleOutcome> Outcomes)
        : DonationTestingVerdict("suitable", Tests, Outcomes)
    {
        public override IReadOnlyList<string> Reasons => [];
    }

    /// <summary>
    /// A final result forbids use. <see cref="AwaitsConfirmation"/> lists tests whose confirmatory result is still to come: it decides
    /// about the donor, no longer about this donation.
    /// </summary>
    public sealed record Unsuitable(
        IReadOnlyList<string> Because,
        IReadOnlyList<string> AwaitsConfirmation,
        IReadOnlyList<TestStanding> Tests,
        IReadOnlyList<RuleOutcome> Outcomes)
        : DonationTestingVerdict("unsuitable", Tests, Outcomes)
    {
        public override IReadOnlyList<string> Reasons => Because;
    }

    /// <summary>The grouping contradicts itself, another determination, or the donor's history: no group is reported.</summary>
    public sealed record Discrepancy(
        string ReasonCode, IReadOnlyList<TestStanding> Tests, IReadOnlyList<RuleOutcome> Outcomes)
        : DonationTestingVerdict("abo-discrepancy", Tests, Outcomes)
    {
        public override IReadOnlyList<string> Reasons => [ReasonCode];
    }
}
