using Becs.Domain.Shared;
using FluentValidation;

namespace Becs.Server.Accounts;

public sealed record TokenRequest(string UserName, string Password, string? Totp = null)
{
    public override string ToString() => "token request";
}

public sealed class TokenRequestValidator : AbstractValidator<TokenRequest>
{
    public TokenRequestValidator()
    {
        RuleFor(r => r.UserName).NotEmpty().MaximumLength(64);
        RuleFor(r => r.Password).NotEmpty().MaximumLength(256);
    }
}

public sealed record CreateAccountRequest(
    string UserName, string PrintedName, string Password, IReadOnlyList<string> Roles, IReadOnlyList<string> SiteCodes, Guid? OperationId = null)
{
    public override string ToString() => $"account {UserName}";
}

public sealed class CreateAccountRequestValidator : AbstractValidator<CreateAccountRequest>
{
    public CreateAccountRequestValidator()
    {
        RuleFor(r => r.UserName).Matches("^[a-z0-9][a-z0-9._-]{1,63}$")
            .WithMessage("userName must be 2 to 64 lower-case letters, digits, dots, hyphens or underscores.");
        RuleFor(r => r.PrintedName).NotEmpty().MaximumLength(100);
        RuleFor(r => r.Password).NotEmpty().MaximumLength(256);
        RuleFor(r => r.Roles).NotEmpty();
        RuleForEach(r => r.Roles).Must(Roles.All.ContainsKey).WithMessage("There is no such role. Roles: " + string.Join(", ", Roles.All.Keys) + ".");
        RuleFor(r => r.SiteCodes).NotEmpty();
    }
}

public sealed record LockAccountRequest(string Reason, Guid? OperationId = null);

public sealed class LockAccountRequestValidator : AbstractValidator<LockAccountRequest>
{
    public LockAccountRequestValidator() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
}

public sealed record EndAccountRequest(DateTime? EndsAt, string Reason, Guid? OperationId = null);

public sealed class EndAccountRequestValidator : AbstractValidator<EndAccountRequest>
{
    public EndAccountRequestValidator()
    {
        RuleFor(r => r.EndsAt).Must(at => at is not { } set || set.Kind == DateTimeKind.Utc).WithMessage("endsAt must be in UTC, ending with Z.");
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
    }
}

public sealed record AccountRolesRequest(IReadOnlyList<string> Roles, string Reason, Guid? OperationId = null);

public sealed class AccountRolesRequestValidator : AbstractValidator<AccountRolesRequest>
{
    public AccountRolesRequestValidator()
    {
        RuleFor(r => r.Roles).NotEmpty();
        RuleForEach(r => r.Roles).Must(Roles.All.ContainsKey).WithMessage("There is no such role. Roles: " + string.Join(", ", Roles.All.Keys) + ".");
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
    }
}

public sealed record AccountSitesRequest(IReadOnlyList<string> SiteCodes, string Reason, Guid? OperationId = null);

public sealed class AccountSitesRequestValidator : AbstractValidator<AccountSitesRequest>
{
    public AccountSitesRequestValidator()
    {
        RuleFor(r => r.SiteCodes).NotEmpty();
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
    }
}

public sealed record ResetPasswordRequest(string Password, string Reason, Guid? OperationId = null)
{
    public override string ToString() => "password reset";
}

public sealed class ResetPasswordRequestValidator : AbstractValidator<ResetPasswordRequest>
{
    public ResetPasswordRequestValidator()
    {
        RuleFor(r => r.Password).NotEmpty().MaximumLength(256);
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(500);
    }
}
