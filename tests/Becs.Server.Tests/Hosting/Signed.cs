using Becs.Domain.ChangeControl;
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
    public static async Task AcceptAsync(BecsServer server, string packageHash, CancellationToken cancellationToken) =>
        await PackageDesk.AcceptAsync(
            server.Services.GetRequiredService<OperationRunner>(), await OperationAsync(server, packageHash, cancellationToken), packageHash, null,
            cancellationToken);

    /// <summary>The same for a version that takes the place of another, without the change that brings it: for tests that are not about changes.</summary>
    public static async Task ReplaceAsync(BecsServer server, string packageHash, CancellationToken cancellationToken) =>
        await server.Services.GetRequiredService<OperationRunner>().RunAsync(
            await OperationAsync(server, packageHash, cancellationToken), async (scope, token) =>
            {
                var context = scope.GetRequiredService<ICurrentOperation>().Context;
                var package = (await scope.GetRequiredService<IPackageRecords>().FindAsync(packageHash, token))!;
                package.Accept(context, context.NowAt);
                await scope.GetRequiredService<TimedStarts>().StageFirstAsync(scope, package, context.NowAt, token);
                return true;
            }, cancellationToken);

    private static async Task<OperationRequest> OperationAsync(BecsServer server, string packageHash, CancellationToken cancellationToken)
    {
        var services = server.Services;
        var ids = services.GetRequiredService<IIdGenerator>();
        await using var scope = services.CreateAsyncScope();
        var quality = (await scope.ServiceProvider.GetRequiredService<Becs.Domain.Accounts.IAccounts>()
            .FindByNameAsync("qa1", cancellationToken))!;
        return new OperationRequest
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
        };
    }
}
