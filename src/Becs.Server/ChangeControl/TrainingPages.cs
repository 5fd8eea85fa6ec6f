using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;

namespace Becs.Server.ChangeControl;

/// <summary>Seam between the pages about training and the server.</summary>
public interface ITrainingPages
{
    /// <summary>What the person has to acknowledge, and their records.</summary>
    Task<MyTrainingView?> MineAsync(CancellationToken cancellationToken = default);

    Task AcknowledgeAsync(Guid need, SignatureRequest signature, CancellationToken cancellationToken = default);

    /// <summary>How far people are with what a change asks for.</summary>
    Task<IReadOnlyList<TrainingProgressView>> OfChangeAsync(Guid change, CancellationToken cancellationToken = default);
}

/// <summary>Training for its pages.</summary>
internal sealed class TrainingPages(PageReads pages, PageCaller caller, TrainingNeedDesk desk, TimeProvider clock) : ITrainingPages
{
    public Task<MyTrainingView?> MineAsync(CancellationToken cancellationToken = default) =>
        pages.ReadAsync<MyTrainingView?>(Permissions.TasksRead, async (scope, now) => new MyTrainingView(
            await TrainingNeedDesk.OpenAsync(scope, now.UserId, now.Roles, cancellationToken),
            await TrainingDesk.FindAsync(scope, now.UserId, TrainingEndpoints.Today(clock, now), cancellationToken)), cancellationToken);

    public async Task AcknowledgeAsync(Guid need, SignatureRequest signature, CancellationToken cancellationToken = default) =>
        await desk.AcknowledgeAsync(await caller.OperationAsync("training.acknowledge", signature: signature), need, signature, cancellationToken);

    public Task<IReadOnlyList<TrainingProgressView>> OfChangeAsync(Guid change, CancellationToken cancellationToken = default) =>
        pages.ReadAsync<IReadOnlyList<TrainingProgressView>>(Permissions.WorkflowsRead, async (scope, _) =>
            await scope.GetRequiredService<IChanges>().FindAsync(new ChangeId(change), cancellationToken) is { } found
                ? await TrainingNeedDesk.OfChangeAsync(scope, found, clock.UtcNow(), cancellationToken) : [], cancellationToken);
}
