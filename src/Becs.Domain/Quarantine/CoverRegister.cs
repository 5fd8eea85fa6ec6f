using Becs.Contracts.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Quarantine;

/// <summary>Signs and revokes manual covers. Both raise the site's safety version, on which every release decision rests.</summary>
public sealed class CoverRegister(
    IManualCovers covers, ISubjects subjects, IEventSink events, IIdGenerator ids, ICurrentOperation current)
{
    /// <summary>Longest cover: what is needed longer is to be built or signed again.</summary>
    public const int LongestDays = 366;

    private OperationContext Operation => current.Context;

    /// <summary>
    /// Accepts, for the operation's site, that a procedure looks at a blocker. Needs <see cref="Permissions.QualityAccept"/> and a signature
    /// of this operation with the meaning <c>accepted-for-use</c>.
    /// </summary>
    /// <exception cref="RuleException">COV-002: the system evaluates this blocker itself; nothing may stand in for it.</exception>
    public ManualCover Sign(string blockerCode, string procedureCode, DateOnly validUntil)
    {
        Operation.Demand(Permissions.QualityAccept);
        Operation.DemandPerson();
        var signature = Operation.DemandSignature(SignatureMeanings.AcceptedForUse);
        var blocker = ReleaseBlockers.Find(blockerCode)
            ?? throw new InputException("COV-001", "blockerCode", $"There is no release blocker '{blockerCode}'.");
        if (blocker.IsImplemented)
        {
            throw new RuleException("COV-002", $"{blocker.Code} is evaluated by the system and cannot be covered by a procedure.");
        }

        var today = Operation.SiteToday;
        if (string.IsNullOrWhiteSpace(procedureCode))
        {
            throw new InputException("COV-003", "procedureCode", $"Name the procedure that covers {blocker.Code}.");
        }

        if (validUntil < today || validUntil > today.AddDays(LongestDays))
        {
            throw new InputException("COV-004", "validUntil", $"A cover of {blocker.Code} ends within {LongestDays} days from today.");
        }

        var cover = new ManualCover(
            ids.New(), Operation.SiteId, blocker.Code, procedureCode.Trim(), today, validUntil, signature.Id, FactStamp.Of(Operation));
        covers.Add(cover);
        subjects.Bump(Operation.SiteId.Subject);
        events.Raise(Operation.SiteId.Subject, new ManualCoverSigned(cover.Id, cover.BlockerCode, cover.ProcedureCode, validUntil));
        return cover;
    }

    public async Task RevokeAsync(Guid coverId, string reasonCode, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.QualityAccept);
        Operation.DemandPerson();
        var cover = await covers.FindAsync(coverId, cancellationToken)
            ?? throw new NotFoundException("COV-404", $"There is no manual cover {coverId:D}.");
        covers.Add(new CoverRevocation(cover.Id, reasonCode, FactStamp.Of(Operation)));
        subjects.Bump(cover.SiteId.Subject);
        events.Raise(cover.SiteId.Subject, new ManualCoverRevoked(cover.Id, cover.BlockerCode, reasonCode));
    }
}
