using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Server.Accounts;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;
using Becs.Server.Signatures;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Hosting;

/// <summary>What a person signs, for tests that are not about signing.</summary>
internal static class Signed
{
    /// <summary>A package of a test becomes effective, as quality assurance would accept it.</summary>
    public static async Task AcceptAsync(BecsServer server, string packageHash, CancellationToken cancellationToken)
    {
        var services = server.Services;
        var ids = services.GetRequiredService<IIdGenerator>();
        await using var scope = services.CreateAsyncScope();
        var quality = (await scope.ServiceProvider.GetRequiredService<Becs.Domain.Accounts.IAccounts>()
            .FindByNameAsync("qa1", cancellationToken))!;
        await PackageDesk.AcceptAsync(services.GetRequiredService<OperationRunner>(), new OperationRequest
        {
            OperationId = ids.New(),
            Action = "package.accept",
            User = Caller.PrincipalOf(quality, ids.New().ToString("N"), IdentitySetup.Cookie),
            Reason = "test",
            Signature = new SignatureRequest
            {
                UserName = quality.UserName,
                Password = "Demo-2026!",
                Meaning = SignatureMeanings.AcceptedForUse,
                Reason = "test",
                SignedHash = packageHash,
            },
        }, packageHash, null, cancellationToken);
    }
}
