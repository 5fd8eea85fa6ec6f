using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Server.Accounts;
using Becs.Server.Operations;
using FluentValidation;

namespace Becs.Server.Hosting;

/// <summary>
/// Makes the first administrator, and the first site if there is none. The password comes from <c>BECS_ADMIN_PASSWORD</c> or standard input,
/// never from the command line, where others on the machine could read it.
/// </summary>
internal static class CreateAdminVerb
{
    private const string Usage =
        "create-admin --user NAME --name \"Printed Name\" [--site CODE --site-name NAME --fin W1234 --zone America/New_York]";

    public static async Task<int> RunAsync(IServiceProvider services, BecsSettings settings, string[] args)
    {
        var userName = Verbs.Option(args, "user") ?? throw new StartException($"Usage: {Usage}");
        var printedName = Verbs.Option(args, "name") ?? throw new StartException($"Usage: {Usage}");
        var password = Environment.GetEnvironmentVariable("BECS_ADMIN_PASSWORD") ?? await Console.In.ReadLineAsync();
        if (string.IsNullOrEmpty(password))
        {
            throw new StartException("The password must be in BECS_ADMIN_PASSWORD or on standard input.");
        }

        await DatabaseStart.OpenAsync(services, settings, CancellationToken.None);
        var runner = services.GetRequiredService<OperationRunner>();
        var ids = services.GetRequiredService<IIdGenerator>();
        try
        {
            var site = await SiteAsync(runner, ids, args);
            var request = new CreateAccountRequest(userName, printedName, password, [Roles.Administrator], [site]);
            await services.GetRequiredService<IValidator<CreateAccountRequest>>().ValidateAndThrowAsync(request);
            await runner.RunAsync(OperationRequest.System(ids.New(), "account.create-admin"),
                (scope, token) => AccountDesk.CreateAsync(scope, request, token));
        }
        catch (Exception e) when (e is BecsException or ValidationException)
        {
            throw new StartException(e.Message.ReplaceLineEndings(" "), e);
        }

        Console.WriteLine($"The administrator '{userName}' can sign in.");
        return 0;
    }

    private static async Task<string> SiteAsync(OperationRunner runner, IIdGenerator ids, string[] args)
    {
        var code = Verbs.Option(args, "site");
        var answer = await runner.RunAsync(OperationRequest.System(ids.New(), "site.create-first"), async (scope, token) =>
        {
            var sites = scope.GetRequiredService<ISites>();
            var all = await sites.AllAsync(token);
            if (all.FirstOrDefault(s => code is null || s.Code == code) is { } known)
            {
                return known.Code;
            }

            if (all.Count > 0)
            {
                throw new StartException($"There is no site '{code}' ({string.Join(", ", all.Select(s => s.Code))}). Only the first is made here; an administrator adds the others.");
            }

            var zone = Verbs.Option(args, "zone") ?? "Etc/UTC";
            if (code is null || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            {
                throw new StartException(code is null ? $"There is no site yet. Usage: {Usage}" : $"There is no time zone '{zone}'.");
            }

            var fin = Verbs.Option(args, "fin") ?? throw new StartException("A new site needs its facility number: --fin W1234.");
            sites.Add(new Site(new SiteId(ids.New()), code, Verbs.Option(args, "site-name") ?? code, fin, zone));
            return code;
        });
        return answer.Value!;
    }
}
