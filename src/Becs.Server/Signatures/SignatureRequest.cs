using FluentValidation;

namespace Becs.Server.Signatures;

/// <summary>What a person gives to sign: credentials, meaning, reason and the hash of the record as they saw it.</summary>
public sealed record SignatureRequest
{
    /// <summary>Needed at the first signature of a sign-in session; later the password alone.</summary>
    public string? UserName { get; init; }

    public required string Password { get; init; }

    /// <summary>One-time code, when the account has a device enrolled.</summary>
    public string? Totp { get; init; }

    public required string Meaning { get; init; }

    public required string Reason { get; init; }

    /// <summary>The <c>signedHash</c> that reading the record returned.</summary>
    public required string SignedHash { get; init; }

    /// <summary>Never shows credentials, wherever a request is written.</summary>
    public override string ToString() => $"signature {Meaning}";
}

public sealed class SignatureRequestValidator : AbstractValidator<SignatureRequest>
{
    public SignatureRequestValidator()
    {
        RuleFor(s => s.UserName).MaximumLength(64);
        RuleFor(s => s.Password).NotEmpty().MaximumLength(256);
        RuleFor(s => s.Totp).Matches("^[0-9]{6}$").When(s => s.Totp is not null);
        RuleFor(s => s.Meaning).NotEmpty().MaximumLength(64);
        RuleFor(s => s.Reason).NotEmpty().MaximumLength(500);
        RuleFor(s => s.SignedHash).Matches("^[0-9a-f]{64}$").WithMessage("signedHash must be 64 hexadecimal digits, as the record's answer gave it.");
    }
}
