using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Accounts;

/// <summary>Accounts that tests make, with a training record for whatever needs one.</summary>
internal static class Trained
{
    public static async Task<AccountView> CreateAsync(IServiceProvider scope, CreateAccountRequest request, CancellationToken ct)
    {
        var made = await AccountDesk.CreateAsync(scope, request, ct);
        var day = scope.GetRequiredService<ICurrentOperation>().Context.SiteToday.AddDays(-1);
        foreach (var gate in (await scope.GetRequiredService<ITrainingRecords>().GatesAsync(ct)).Where(g => g.IsGated))
        {
            TrainingDesk.Given(
                scope, scope.GetRequiredService<IIdGenerator>().New(), made.Id, gate.Permission, day, day.AddYears(TrainingRecord.MostYears), "test");
        }

        return made;
    }
}
