using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Shell.Session;
using FluentValidation;

namespace Becs.Server.Accounts;

/// <summary>What the list of training shows.</summary>
/// <param name="Search">Part of a user name, a name or a permission; empty for all.</param>
/// <param name="Standing">Only these; null for all.</param>
public sealed record TrainingFilter(string Search = "", TrainingStanding? Standing = null, int Page = 1, int PageSize = 50);

/// <summary>Somebody whose training can be recorded.</summary>
public sealed record TrainablePerson(Guid Id, string UserName, string PrintedName);

/// <summary>What the form for a record offers.</summary>
/// <param name="People">Everybody who may sign in, but the person who asks.</param>
/// <param name="Gated">Permissions that need training now.</param>
/// <param name="Others">The others.</param>
/// <param name="Today">Today at the site.</param>
public sealed record TrainingChoices(IReadOnlyList<TrainablePerson> People, IReadOnlyList<string> Gated, IReadOnlyList<string> Others, DateOnly Today);

/// <summary>The training of one account, and whose it is.</summary>
/// <param name="IsOwn">The reader's own: somebody else keeps it.</param>
public sealed record AccountTrainingView(string UserName, string PrintedName, bool IsOwn, TrainingView Training);

/// <summary>Seam between the pages that keep training records and the server.</summary>
public interface ITrainingRecordPages
{
    Task<PageOf<TrainingLine>> TrainingAsync(TrainingFilter filter, CancellationToken cancellationToken = default);

    Task<TrainingChoices> ChoicesAsync(CancellationToken cancellationToken = default);

    Task<AccountTrainingView?> OfAccountAsync(Guid account, CancellationToken cancellationToken = default);

    Task GiveAsync(GiveTrainingRequest request, CancellationToken cancellationToken = default);

    Task EndTrainingAsync(Guid record, string reason, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<TrainingGateView>> GatesAsync(CancellationToken cancellationToken = default);

    Task GateAsync(string permission, bool isGated, string reason, CancellationToken cancellationToken = default);
}

/// <summary>Training records for their pages. What is changed goes through <see cref="TrainingDesk"/>, with the validators of the API.</summary>
internal sealed class TrainingRecordPages(
    PageReads pages, PageCaller caller, TrainingDesk desk, TimeProvider clock, IValidator<GiveTrainingRequest> given,
    IValidator<EndTrainingRequest> ended, IValidator<GatePermissionRequest> gated) : ITrainingRecordPages
{
    /// <summary>Most accounts looked through.</summary>
    private const int MostAccounts = 5000;

    /// <summary>Most records looked through; those that ended longest ago are left out.</summary>
    private const int MostRecords = 50_000;

    public Task<PageOf<TrainingLine>> TrainingAsync(TrainingFilter filter, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.TrainingKeep, async (scope, now) =>
        {
            var training = scope.GetRequiredService<ITrainingRecords>();
            var lines = TrainingList.Of(
                await WorkingAsync(scope, cancellationToken), await training.GatesAsync(cancellationToken),
                await training.StandingAsync(MostRecords, cancellationToken), TrainingEndpoints.Today(clock, now));
            var found = lines.Where(l => (filter.Standing is null || l.Standing == filter.Standing) && (Has(l.UserName) || Has(l.PrintedName) || Has(l.Permission))).ToList();
            return new PageOf<TrainingLine>([.. found.Skip((filter.Page - 1) * filter.PageSize).Take(filter.PageSize)], filter.Page, filter.PageSize, found.Count);
            bool Has(string text) => text.Contains(filter.Search.Trim(), StringComparison.OrdinalIgnoreCase);
        }, cancellationToken);

    public Task<TrainingChoices> ChoicesAsync(CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.TrainingKeep, async (scope, now) =>
        {
            var needed = (await scope.GetRequiredService<ITrainingRecords>().GatesAsync(cancellationToken)).Where(g => g.IsGated).Select(g => g.Permission).ToList();
            return new TrainingChoices(
                [.. (await WorkingAsync(scope, cancellationToken)).Where(a => a.Id != now.UserId).Select(a => new TrainablePerson(a.Id, a.UserName, a.PrintedName))],
                needed, [.. Permissions.All.Except(needed).Order(StringComparer.Ordinal)], TrainingEndpoints.Today(clock, now));
        }, cancellationToken);

    public Task<AccountTrainingView?> OfAccountAsync(Guid account, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.TrainingKeep, async (scope, now) =>
            await scope.GetRequiredService<IAccounts>().FindAsync(account, cancellationToken) is { } found
                ? new AccountTrainingView(
                    found.UserName, found.PrintedName, found.Id == now.UserId,
                    await TrainingDesk.FindAsync(scope, account, TrainingEndpoints.Today(clock, now), cancellationToken))
                : null, cancellationToken);

    public async Task GiveAsync(GiveTrainingRequest request, CancellationToken cancellationToken = default)
    {
        await DemandAsync(given, request, cancellationToken);
        await desk.GiveAsync(await caller.OperationAsync("training.record"), request, cancellationToken);
    }

    public async Task EndTrainingAsync(Guid record, string reason, CancellationToken cancellationToken = default)
    {
        await DemandAsync(ended, new(reason), cancellationToken);
        await desk.EndAsync(await caller.OperationAsync("training.end", reason: reason), record, reason, cancellationToken);
    }

    public Task<IReadOnlyList<TrainingGateView>> GatesAsync(CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.TrainingKeep, (scope, _) => TrainingDesk.GatesAsync(scope, cancellationToken), cancellationToken);

    public async Task GateAsync(string permission, bool isGated, string reason, CancellationToken cancellationToken = default)
    {
        await DemandAsync(gated, new(isGated, reason), cancellationToken);
        await desk.GateAsync(await caller.OperationAsync("training.gate", reason: reason), permission, isGated, cancellationToken);
    }

    private async Task<IReadOnlyList<Account>> WorkingAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        var (accounts, _) = await scope.GetRequiredService<IAccounts>().PageAsync(0, MostAccounts, cancellationToken);
        return [.. accounts.Where(a => !a.IsLocked && !a.HasEndedAt(clock.UtcNow()))];
    }

    private static async Task DemandAsync<T>(IValidator<T> validator, T request, CancellationToken cancellationToken)
    {
        if ((await validator.ValidateAsync(request, cancellationToken)).Errors.FirstOrDefault() is { } error)
        {
            throw new InputException("INP-401", error.PropertyName, error.ErrorMessage);
        }
    }
}
