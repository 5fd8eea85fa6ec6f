using Becs.Server.Accounts;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Signatures;

namespace Becs.EndToEnd.Tests.Screens;

/// <content>One training to acknowledge, records of each kind, and a change some have acknowledged.</content>
internal sealed partial class SampleData
{
    private static readonly TrainingNeedView Asked = new(Id, Id, new string('a', 64), "release", "Title", "SOP-7 v3", new string('b', 64));

    /// <summary>A task whose version the person has not acknowledged.</summary>
    public static readonly Guid Untrained = Guid.Parse("0197589a-0000-7000-8000-0000000000aa");

    private static readonly TaskTrainingView LacksForTask = new([Asked], 2, null, Stops: true);

    private static readonly TrainingView Records = new(
        Id,
        [
            new(Id, Id, "components.release", new DateOnly(2026, 1, 1), new DateOnly(2027, 1, 1), "SOP-9", "Quinn Quality", Now, true, null, null, null),
            new(Id, Id, "holds.lift", new DateOnly(2024, 1, 1), new DateOnly(2025, 1, 1), "SOP-9", "Quinn Quality", Now, false, null, null, null),
            new(Id, Id, "holds.lift", new DateOnly(2024, 1, 1), new DateOnly(2025, 1, 1), "SOP-8", "Quinn Quality", Now, false, "Another person", "Quinn Quality", Now),
        ],
        ["holds.lift"]);

    public Task<MyTrainingView?> MineAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<MyTrainingView?>(new([Asked], Records));

    public Task<PageOf<TrainingLine>> TrainingAsync(TrainingFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(new PageOf<TrainingLine>(
        [
            new(Id, "rel2", "Ren Release", "components.release", true, TrainingStanding.Missing, null, null, null, null),
            new(Id, "rel1", "Ray Release", "holds.lift", true, TrainingStanding.Expired, new(2024, 1, 1), new(2025, 1, 1), "SOP-9", "Quinn Quality"),
            new(Id, "iss1", "Ida Issue", "units.issue-emergency", true, TrainingStanding.Expired, new(2024, 1, 1), new(2025, 6, 1), "SOP-30", "Quinn Quality"),
            new(Id, "lab1", "Lee Lab", "tests.enter", false, TrainingStanding.EndsSoon, new(2025, 7, 1), new(2026, 7, 1), "SOP-12", "Quinn Quality"),
            new(Id, "rel1", "Ray Release", "components.release", true, TrainingStanding.Valid, new(2026, 1, 1), new(2027, 1, 1), "SOP-9", "Quinn Quality"),
        ], 1, 50, 5));

    public Task<TrainingChoices> ChoicesAsync(CancellationToken cancellationToken = default) => Task.FromResult(new TrainingChoices(
        [new(Id, "rel1", "Ray Release")], ["components.release"], ["holds.lift", "tests.enter"], new(2026, 6, 10)));

    public Task<AccountTrainingView?> OfAccountAsync(Guid account, CancellationToken cancellationToken = default) =>
        Task.FromResult<AccountTrainingView?>(new("rel1", "Ray Release", IsOwn: false, Records));

    public Task GiveAsync(GiveTrainingRequest request, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task EndTrainingAsync(Guid record, string reason, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<IReadOnlyList<TrainingGateView>> GatesAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<TrainingGateView>>(
        [new("components.release", true, "Quinn Quality", Now), new("holds.lift", false, "Quinn Quality", Now)]);

    public Task GateAsync(string permission, bool isGated, string reason, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task AcknowledgeAsync(Guid need, SignatureRequest signature, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<IReadOnlyList<TrainingProgressView>> OfChangeAsync(Guid change, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<TrainingProgressView>>([new(Asked, 1, 2, [new("Ray Release", Now)], ["Ren Release"])]);
}
