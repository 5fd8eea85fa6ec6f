using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Server.Accounts;
using Becs.Server.Operations;
using Microsoft.AspNetCore.Identity;

namespace Becs.Server.Hosting;

/// <summary>Two sites in two time zones and one person per role: Development only, made once.</summary>
internal sealed class DemoData(OperationRunner runner, IIdGenerator ids)
{
    /// <summary>Password of every demo account; refused outside Development.</summary>
    public const string Password = "Demo-2026!";

    public static readonly IReadOnlyList<(string UserName, string PrintedName, string Role)> Accounts =
    [
        ("reg1", "Robin Register", Roles.Registrar), ("scr1", "Sam Screener", Roles.Screener),
        ("phl1", "Pat Phlebotomist", Roles.Phlebotomist), ("phy1", "Dr. Phyllis Physician", Roles.Physician),
        ("lab1", "Lee Laboratory", Roles.Laboratory), ("lab2", "Lou Laboratory", Roles.Laboratory),
        ("lab3", "Lin Laboratory", Roles.Laboratory), ("cmp1", "Chris Components", Roles.Components),
        ("lbl1", "Lane Labels", Roles.Labels), ("lbl2", "Lux Labels", Roles.Labels),
        ("rel1", "Ray Release", Roles.Release), ("rel2", "Ren Release", Roles.Release),
        ("iss1", "Ira Issue", Roles.Issue), ("iss2", "Isa Issue", Roles.Issue),
        ("hos1", "Harper Hospital", Roles.Hospital), ("own1", "Owen Owner", Roles.ProcessOwner),
        ("val1", "Val Validator", Roles.Validator), ("val2", "Vic Validator", Roles.Validator),
        ("qa1", "Quinn Quality", Roles.Quality),
        ("adm1", "Ada Administrator", Roles.Administrator), ("aud1", "Audrey Auditor", Roles.Auditor),
    ];

    private static readonly (string Code, string Name, string Fin, string Zone)[] Sites =
    [
        ("NOR", "North Blood Center", "W1234", "America/New_York"),
        ("WES", "West Blood Center", "W5678", "America/Los_Angeles"),
    ];

    /// <summary>One password, public anyway: hashed once for all accounts, which makes the first start seconds shorter.</summary>
    private static readonly Lazy<string> PasswordHash = new(() => new PasswordHasher<Account>().HashPassword(null!, Password));

    /// <summary>Adds what is missing; running it again changes nothing.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await runner.RunAsync(OperationRequest.System(ids.New(), "demo.sites"), async (scope, token) =>
        {
            var sites = scope.GetRequiredService<ISites>();
            var known = await sites.AllAsync(token);
            foreach (var (code, name, fin, zone) in Sites.Where(s => known.All(k => k.Code != s.Code)))
            {
                sites.Add(new Site(new SiteId(ids.New()), code, name, fin, zone));
            }

            return true;
        }, cancellationToken);
        await runner.RunAsync(OperationRequest.System(ids.New(), "demo.accounts"), async (scope, token) =>
        {
            var accounts = scope.GetRequiredService<IAccounts>();
            foreach (var (userName, printedName, role) in Accounts)
            {
                if (await accounts.FindByNameAsync(userName, token) is null)
                {
                    await AccountDesk.CreateAsync(
                        scope, new CreateAccountRequest(userName, printedName, Password, [role], [.. Sites.Select(s => s.Code)]), token,
                        PasswordHash.Value);
                }
            }

            return true;
        }, cancellationToken);
        await TrainAsync(cancellationToken);
    }

    /// <summary>Two permissions need training, and whoever has them in the demonstration is on record as trained.</summary>
    private Task TrainAsync(CancellationToken cancellationToken) =>
        runner.RunAsync(OperationRequest.System(ids.New(), "demo.training"), async (scope, token) =>
        {
            if ((await scope.GetRequiredService<ITrainingRecords>().GatesAsync(token)).Count > 0)
            {
                return false;
            }

            var accounts = scope.GetRequiredService<IAccounts>();
            var day = scope.GetRequiredService<ICurrentOperation>().Context.SiteToday.AddDays(-1);
            foreach (var permission in new[] { Permissions.ComponentsRelease, Permissions.WorkflowsApprove })
            {
                await TrainingDesk.GateAsync(scope, ids.New(), permission, isGated: true, token);
                foreach (var (userName, _, role) in Accounts.Where(a => Roles.All[a.Role].Contains(permission)))
                {
                    var account = (await accounts.FindByNameAsync(userName, token))!;
                    TrainingDesk.Given(scope, ids.New(), account.Id, permission, day, day.AddYears(TrainingRecord.MostYears), $"demonstration:{role}");
                }
            }

            return true;
        }, cancellationToken);
}
