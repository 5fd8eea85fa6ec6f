using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.ChangeControl;

/// <content>What is signed about gaps, and how far history was replayed.</content>
public abstract partial class ChangeSpecs
{
    [Fact]
    public async Task Justification_WhenRecorded_ThenReadBackAndAGapHasOnlyOne()
    {
        var id = await OpenAsync("p", 1, "h1");
        await RunAsync(s => s.GetRequiredService<IChanges>().Add(Justification(id, "Print:Refused")), o => By(o, Val, SignatureMeanings.Justified, "h1"));
        await using var scope = Begin();
        var read = Assert.Single(await scope.ServiceProvider.GetRequiredService<IChanges>().JustificationsAsync(id, Cancellation));
        Assert.Equal((EvidenceGapKind.Branch, "Print:Refused", "Not here.", "h1"), (read.Kind, read.Key, read.Text, read.PackageHash));
        await Assert.ThrowsAnyAsync<Exception>(() =>
            RunAsync(s => s.GetRequiredService<IChanges>().Add(Justification(id, "Print:Refused")), o => By(o, Val, SignatureMeanings.Justified, "h1")));
    }

    [Fact]
    public async Task Replay_WhenMoved_ThenItGoesOnWhereItStoppedAndItsCasesAreCountedByClass()
    {
        var id = await OpenAsync("p", 1, "h1");
        var replay = Ids.New();
        var at = Clock.UtcNow();
        await RunAsync(s => s.GetRequiredService<IChanges>().Add(new ChangeReplay(replay, id, "h1", "p", 12, 10, at, 4)));
        await RunAsync(async s =>
        {
            var changes = s.GetRequiredService<IChanges>();
            var running = (await changes.UnfinishedReplayAsync(null, null, Cancellation))!;
            Assert.Equal((replay, 10, 12, at), (running.Id, running.Total, running.Recorded, running.AfterCreatedAt));
            foreach (var (ordinal, how) in new[] { (2, ReplayClass.BlockToRelease), (1, ReplayClass.Undecided), (3, ReplayClass.Undecided) })
            {
                changes.Add(new ReplayCase
                {
                    Id = Ids.New(),
                    ReplayId = replay,
                    Ordinal = ordinal,
                    InstanceId = Ids.New(),
                    CaseStartedAt = at,
                    Class = how,
                    Missing = how == ReplayClass.Undecided ? "Becs.HumanTask/second" : null,
                });
            }

            running.Advance(3, 1, at, Ids.New(), "first");
            running.Advance(2, 1, at.AddDays(-1), id.Value, "first");
        });
        await using (var scope = Begin())
        {
            var changes = scope.ServiceProvider.GetRequiredService<IChanges>();
            var read = (await changes.ReplayAsync("h1", Cancellation))!;
            Assert.Equal((5, 2, 4, at.AddDays(-1), id.Value, "first"), (read.Done, read.Same, read.EndedOtherwise, read.AfterCreatedAt, read.AfterId!.Value, read.Build));
            Assert.Equal([1, 2, 3], (await changes.CasesAsync(replay, null, 0, 10, Cancellation)).Select(c => c.Ordinal));
            Assert.Equal([3], (await changes.CasesAsync(replay, ReplayClass.Undecided, 1, 10, Cancellation)).Select(c => c.Ordinal));
            var counted = await changes.CountCasesAsync(replay, Cancellation);
            Assert.Equal((2, 1), (counted[ReplayClass.Undecided], counted[ReplayClass.BlockToRelease]));
        }

        await RunAsync(async s =>
        {
            var running = (await s.GetRequiredService<IChanges>().UnfinishedReplayAsync(null, null, Cancellation))!;
            running.Advance(1, 1, at.AddDays(-2), id.Value, "second");
            running.Complete(at);
        });
        await using var after = Begin();
        Assert.Equal(ChangeReplay.SeveralBuilds, (await after.ServiceProvider.GetRequiredService<IChanges>().ReplayAsync("h1", Cancellation))!.Build);
        Assert.Null(await after.ServiceProvider.GetRequiredService<IChanges>().UnfinishedReplayAsync(null, null, Cancellation));
        foreach (var sql in new[] { "UPDATE change_replays SET package_hash = 'x'", "DELETE FROM change_replay_cases", "UPDATE change_replay_cases SET missing = 'x'" })
        {
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync(sql));
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }
    }

    private ChangeJustification Justification(ChangeId id, string key) => new()
    {
        Id = Ids.New(),
        ChangeId = id,
        PackageHash = "h1",
        Kind = EvidenceGapKind.Branch,
        Key = key,
        Text = "Not here.",
        UserId = Val,
        PrintedName = "U",
        Meaning = SignatureMeanings.Justified,
        SignatureId = Ids.New(),
        RecordedAt = Clock.UtcNow(),
    };
}
