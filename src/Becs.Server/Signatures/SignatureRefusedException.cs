using Becs.Domain.Shared;
using Becs.Server.Accounts;

namespace Becs.Server.Signatures;

/// <summary>
/// The credentials given to sign were wrong (HTTP 403). Nothing of the operation is written, but the failed attempt is counted and audited.
/// </summary>
public sealed class SignatureRefusedException(SignInVerdict verdict)
    : BecsException(CodeOf(verdict), MessageOf(verdict))
{
    public SignInVerdict Verdict { get; } = verdict;

    public override int Status => StatusCodes.Status403Forbidden;

    private static string CodeOf(SignInVerdict verdict) => verdict switch
    {
        SignInVerdict.Locked => "SIG-011",
        SignInVerdict.TotpNeeded => "SIG-012",
        SignInVerdict.Ended => "SIG-013",
        _ => "SIG-010",
    };

    private static string MessageOf(SignInVerdict verdict) => verdict switch
    {
        SignInVerdict.Locked => "The account is locked: too many failed attempts, or by an administrator.",
        SignInVerdict.Ended => "The account has ended. Nothing was signed.",
        SignInVerdict.TotpNeeded => "The signature needs the one-time code of the account's device.",
        _ => "User name, password or code is wrong. Nothing was signed.",
    };
}
