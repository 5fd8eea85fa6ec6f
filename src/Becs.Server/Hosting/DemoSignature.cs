using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Server.Accounts;
using Becs.Server.Operations;
using Becs.Server.Signatures;

namespace Becs.Server.Hosting;

/// <summary>What quality of the demonstration signs by itself, in a session of its own: Development only, where the password is the one of every demo account.</summary>
internal static class DemoSignature
{
    /// <param name="ids">Gives operation and session their ids.</param>
    /// <param name="quality">Who signs.</param>
    /// <param name="action">What is done.</param>
    /// <param name="reason">Why, as the record will say.</param>
    /// <param name="signedHash">Hash of what is signed.</param>
    public static OperationRequest Accepts(IIdGenerator ids, Account quality, string action, string reason, string signedHash) => new()
    {
        OperationId = ids.New(),
        Action = action,
        User = Caller.PrincipalOf(quality, ids.New().ToString("N"), IdentitySetup.Cookie),
        Reason = reason,
        Signature = new SignatureRequest
        {
            UserName = quality.UserName,
            Password = DemoData.Password,
            Meaning = SignatureMeanings.AcceptedForUse,
            Reason = reason,
            SignedHash = signedHash,
        },
    };
}
