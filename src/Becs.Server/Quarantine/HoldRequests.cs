using Becs.Domain.Quarantine;
using Becs.Server.Signatures;
using FluentValidation;

namespace Becs.Server.Quarantine;

/// <summary>Holds what is named: nothing in the scope moves until two people end it.</summary>
/// <param name="Scope">donor, donation, unit or lot.</param>
/// <param name="ReasonCode">One of the hold reasons, such as <c>manual</c> or <c>visual</c>.</param>
/// <param name="DonorId">For scope donor.</param>
/// <param name="Din">For scopes donation and unit.</param>
/// <param name="ProductCode">For scope unit.</param>
/// <param name="LotId">For scope lot.</param>
/// <param name="NoteCode">A code of the site's list that says more.</param>
public sealed record PlaceHoldRequest(
    HoldScope Scope, string ReasonCode, Guid? DonorId = null, string? Din = null, string? ProductCode = null, Guid? LotId = null,
    string? NoteCode = null, Guid? OperationId = null);

public sealed class PlaceHoldRequestValidator : AbstractValidator<PlaceHoldRequest>
{
    public PlaceHoldRequestValidator()
    {
        RuleFor(r => r.Scope).IsInEnum();
        RuleFor(r => r.ReasonCode).Must(HoldReasons.All.Contains)
            .WithMessage("There is no such hold reason. Reasons: " + string.Join(", ", HoldReasons.All) + ".");
        RuleFor(r => r.NoteCode).Matches("^[A-Za-z0-9._-]{1,40}$").When(r => r.NoteCode is not null)
            .WithMessage("noteCode is a code of at most 40 letters, digits, dots, hyphens: free text could name a person.");
        RuleFor(r => r.DonorId).NotEmpty().When(r => r.Scope == HoldScope.Donor);
        RuleFor(r => r.Din).NotEmpty().MaximumLength(64).When(r => r.Scope is HoldScope.Donation or HoldScope.Unit);
        RuleFor(r => r.ProductCode).NotEmpty().MaximumLength(20).When(r => r.Scope == HoldScope.Unit);
        RuleFor(r => r.LotId).NotEmpty().When(r => r.Scope == HoldScope.Lot);
    }
}

/// <summary>Quality accepts, until a day, that a named procedure looks at what one blocker would look at.</summary>
/// <param name="ValidUntil">Last day, in the site's zone.</param>
/// <param name="Signature">Meaning <c>accepted-for-use</c>, on the hash that GET /api/covers/proposal gave.</param>
public sealed record SignCoverRequest(
    string BlockerCode, string ProcedureCode, DateOnly ValidUntil, SignatureRequest Signature, Guid? OperationId = null);

public sealed class SignCoverRequestValidator : AbstractValidator<SignCoverRequest>
{
    public SignCoverRequestValidator()
    {
        RuleFor(r => r.BlockerCode).Matches("^RB-[0-9]{2}$").WithMessage("blockerCode is RB-01 to RB-38.");
        RuleFor(r => r.ProcedureCode).Matches("^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$")
            .WithMessage("procedureCode is the number of a written procedure, such as SOP-QA-014.");
        RuleFor(r => r.Signature).NotNull().SetValidator(new SignatureRequestValidator());
    }
}

public sealed record RevokeCoverRequest(string ReasonCode, Guid? OperationId = null);

public sealed class RevokeCoverRequestValidator : AbstractValidator<RevokeCoverRequest>
{
    public RevokeCoverRequestValidator() => RuleFor(r => r.ReasonCode).NotEmpty().MaximumLength(60);
}

/// <summary>The hold; the quarantine workflow takes it from here.</summary>
public sealed record HoldPlacedAnswer(Guid HoldId, string Scope, Guid ScopeId, string ReasonCode);

/// <summary>What a cover will say, and the hash to sign.</summary>
public sealed record CoverProposal(string BlockerCode, string ProcedureCode, DateOnly ValidUntil, string SiteCode, string Meaning, string SignedHash);

public sealed record CoverAnswer(Guid CoverId, string BlockerCode, string ProcedureCode, DateOnly ValidFrom, DateOnly ValidUntil);

public sealed record CoverRevokedAnswer(Guid CoverId, string ReasonCode);
