using Becs.Contracts.Donors;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Donors;

/// <summary>Consent, questionnaire, its review, and the confidential self-exclusion.</summary>
public sealed class InterviewDonor(
    VisitRecord record, IPersonalRecords personal, IRuleBooks rules, IEventSink events)
{
    /// <exception cref="InputException">CON-001 when the donor did not sign.</exception>
    public async Task<Consent> RecordConsentAsync(
        VisitId visitId, string textVersion, bool donorSigned, CancellationToken cancellationToken = default)
    {
        if (!donorSigned || string.IsNullOrWhiteSpace(textVersion))
        {
            throw new InputException("CON-001", "donorSigned", "Consent needs the version of the text and the donor's signature.");
        }

        var visit = await record.OpenAsync(visitId, cancellationToken);
        var consent = new Consent(record.NewId(), visitId, textVersion, donorSigned, record.Stamp());
        visit.Add(consent);
        await record.ChangedAsync(visit, cancellationToken);
        return consent;
    }

    /// <summary>Possible at any time, after collection too: it then stops the release.</summary>
    public async Task<ConsentWithdrawal> WithdrawConsentAsync(
        VisitId visitId, string reasonCode, CancellationToken cancellationToken = default)
    {
        var visit = await record.OpenAsync(visitId, cancellationToken);
        var withdrawal = new ConsentWithdrawal(record.NewId(), visitId, reasonCode, record.Stamp());
        visit.Add(withdrawal);
        await record.ChangedAsync(visit, cancellationToken);
        events.Raise(visit.DonorId.Subject, new ConsentWithdrawn(visit.DonorId.Value, visitId.Value));
        return withdrawal;
    }

    /// <summary>
    /// Seals the answers as the next version. Recording again amends: a review or a physician's decision on the former version no
    /// longer counts.
    /// </summary>
    /// <exception cref="InputException">ANS-001 unknown question, ANS-002 date in the future.</exception>
    public async Task<AnswerSet> RecordAnswersAsync(
        VisitId visitId,
        string formKey,
        int formVersion,
        QuestionnaireAnswers given,
        bool donorAcknowledged,
        CancellationToken cancellationToken = default)
    {
        var visit = await record.OpenAsync(visitId, cancellationToken);
        var today = record.Operation.SiteToday;
        var book = await rules.ForAsync(visit.SiteId, today, cancellationToken);
        AnswerInput.Check(book, given, today);
        var identity = await IdentityAsync(visit, cancellationToken);
        var asked = given with { On = today, Type = visit.DonationType, Sex = identity?.Sex };
        var set = new AnswerSet(
            record.NewId(),
            visitId,
            visit.AnswerSets.Count + 1,
            formKey,
            formVersion,
            AnswerInput.PackHashOf(book),
            QuestionnaireRules.Evaluate(book, asked).All(o => o.Verdict.Kind != VerdictKind.Missing),
            donorAcknowledged,
            today,
            record.Stamp());
        await personal.PutAsync(
            PersonRef.Of(visit.DonorId), DonorRecords.Answers, set.Id, SealedAnswers.Of(asked), cancellationToken);
        visit.Add(set);
        await record.ChangedAsync(visit, cancellationToken);
        return set;
    }

    /// <summary>Staff went through the latest answers with the donor and signs (meaning <c>reviewed</c>), the same day.</summary>
    /// <exception cref="RuleException">ANS-010 nothing to review, ANS-011 another day, SIG-001 not signed.</exception>
    public async Task<AnswerReview> ReviewAnswersAsync(VisitId visitId, CancellationToken cancellationToken = default)
    {
        var signature = record.Operation.DemandSignature(SignatureMeanings.Reviewed);
        var visit = await record.OpenAsync(visitId, cancellationToken);
        var set = visit.LatestAnswers ?? throw new RuleException("ANS-010", $"{visitId.Subject} has no answers to review.");
        if (set.AnsweredOn != record.Operation.SiteToday)
        {
            throw new RuleException("ANS-011", $"The answers of {visitId.Subject} are of another day: ask again.");
        }

        var review = new AnswerReview(
            record.NewId(), visitId, set.Id, record.Operation.SiteToday, signature.Id, record.Stamp());
        visit.Add(review);
        await record.ChangedAsync(visit, cancellationToken);
        return review;
    }

    /// <summary>The donor chose in confidence. Nothing but the sealed record tells which way.</summary>
    public async Task<SelfExclusion> RecordSelfExclusionAsync(
        VisitId visitId, SelfExclusionChoice choice, CancellationToken cancellationToken = default)
    {
        var visit = await record.OpenAsync(visitId, cancellationToken);
        var fact = new SelfExclusion(record.NewId(), visitId, visit.SelfExclusions.Count + 1, record.Stamp());
        await personal.PutAsync(
            PersonRef.Of(visit.DonorId), DonorRecords.SelfExclusion, fact.Id, new SealedSelfExclusion(choice), cancellationToken);
        visit.Add(fact);
        await record.ChangedAsync(visit, cancellationToken);
        return fact;
    }

    private Task<DonorIdentity?> IdentityAsync(Visit visit, CancellationToken cancellationToken) =>
        personal.GetAsync<DonorIdentity>(
            PersonRef.Of(visit.DonorId), DonorRecords.Identity, visit.DonorId.Value, cancellationToken);
}
