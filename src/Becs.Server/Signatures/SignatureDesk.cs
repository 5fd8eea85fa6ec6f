using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Server.Accounts;
using Becs.Server.Hosting;

namespace Becs.Server.Signatures;

/// <summary>
/// Turns a request to sign into a signature: the person proves again who they are (21 CFR 11.200). Whether the meaning is allowed and the
/// hash is the record's is asked of <see cref="Demand"/> by the work, which knows the record.
/// </summary>
public sealed class SignatureDesk(SignInDesk signIn, IIdGenerator ids, BecsSettings settings)
{
    /// <summary>After so long without a signature the user name is needed again.</summary>
    public static readonly TimeSpan SessionIdle = TimeSpan.FromMinutes(15);

    internal async Task<Signature> SignAsync(
        IServiceProvider scope, Account account, string sessionId, OperationContext operation, SignatureRequest request, string? subject)
    {
        if (!SignatureMeanings.All.Contains(request.Meaning))
        {
            throw new InputException("SIG-001", "signature.meaning", $"There is no signature meaning '{request.Meaning}'.");
        }

        var session = $"{sessionId}@{operation.Workstation}";
        var nowAt = TimeProvider.System.UtcNow();
        if (request.UserName is null && NeedsUserName(account, session, nowAt))
        {
            throw new InputException("SIG-002", "signature.userName",
                "The first signature of a session needs the user name as well as the password.");
        }

        var named = request.UserName is null || string.Equals(request.UserName.Trim(), account.UserName, StringComparison.OrdinalIgnoreCase);
        var verdict = await signIn.CheckAsync(scope, account, named ? request.Password : "", request.Totp);
        if (verdict != SignInVerdict.SignedIn)
        {
            throw new SignatureRefusedException(verdict);
        }

        if (account.PasswordSetAt is { } setAt && operation.NowAt >= setAt.AddDays(settings.PasswordDays))
        {
            throw new ForbiddenException("SIG-014",
                $"The password is older than {settings.PasswordDays} days. Set a new one on the page of your account, then sign.");
        }

        if (!SigningActions.MeaningsOf(operation.Action).Contains(request.Meaning))
        {
            throw Refused(operation, SigningActions.MeaningsOf(operation.Action));
        }

        account.SigningSession = session;
        account.LastSignatureAt = nowAt;
        return new Signature
        {
            Id = ids.New(),
            UserId = account.Id,
            UserName = account.UserName,
            PrintedName = account.PrintedName,
            SignedAt = operation.NowAt,
            SiteTimeZone = operation.SiteTimeZone.Id,
            Meaning = request.Meaning,
            Reason = request.Reason,
            SignedHash = request.SignedHash,
            Subject = subject ?? operation.Action,
        };
    }

    /// <summary>True when the next signature of this session must come with the user name (21 CFR 11.200(a)(1)).</summary>
    public static bool NeedsUserName(Account account, string sessionId, string workstation) =>
        NeedsUserName(account, $"{sessionId}@{workstation}", TimeProvider.System.UtcNow());

    private static bool NeedsUserName(Account account, string session, DateTime nowAt) =>
        account.SigningSession != session || account.LastSignatureAt is not { } last || nowAt - last > SessionIdle;

    /// <summary>The signature the operation must carry: one of the meanings, on the record as it is now.</summary>
    /// <exception cref="RuleException">Nobody signed, or with another meaning.</exception>
    /// <exception cref="ConflictException">The record is not what was signed.</exception>
    public static Signature Demand(OperationContext operation, string currentHash, params ReadOnlySpan<string> meanings)
    {
        if (operation.Signature is not { } signature || !meanings.Contains(signature.Meaning))
        {
            throw Refused(operation, meanings.ToArray());
        }

        return signature.SignedHash == currentHash
            ? signature
            : throw new ConflictException("SIG-409", "The record is not what was signed. Read it again and sign again.");
    }

    private static RuleException Refused(OperationContext operation, IReadOnlyCollection<string> meanings) => new("SIG-003", meanings.Count == 0
        ? $"{operation.Action} takes no signature."
        : $"{operation.Action} needs a signature meaning {string.Join(" or ", meanings)}.");
}
