using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.ChangeControl;
using Becs.Persistence.Commit;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Tests.Testing;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.ChangeControl;

public abstract partial class ChangeSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private static readonly Guid Own = new("01900000-0000-7000-8000-0000000000b1");
    private static readonly Guid Val = new("01900000-0000-7000-8000-0000000000b2");
    private static readonly Guid Qa = new("01900000-0000-7000-8000-0000000000b3");

    private PackageRecord? _added;

    [Fact]
    public async Task Change_WhenReadAgain_ThenEverythingIsThereInOrder()
    {
        var id = await OpenAsync("p", 1, "h1");
        await ActAsync(id, Val, SignatureMeanings.Reviewed, "h1", (c, p, o, s) => c.Reject(p, "no", o, Ids, s));
        await ActAsync(id, Own, SignatureMeanings.Authored, "h2", (c, _, o, s) =>
        {
            var again = Candidate("p", 2, "h2");
            _added = again;
            c.SubmitAgain(Submission(again), null, o, Ids, s);
        });

        var change = (await Services.GetRequiredService<IChangeReads>().FindAsync(id, Cancellation))!;
        Assert.Equal((ChangeState.InReview, "h2", 2, "CR-2026-0001"), (change.State, change.PackageHash, change.PackageVersion, change.Number));
        Assert.Equal([Own], change.AuthorIds);
        Assert.Equal(["URS-1"], change.RequirementIds);
        Assert.Equal(24, change.Risk.Number);
        Assert.Equal([ChangeStepKind.Submitted, ChangeStepKind.Rejected, ChangeStepKind.Submitted], change.Steps.Select(s => s.Kind));
        Assert.Equal((3, new ChangeRisk(3, 2, 4), "draft"), (change.Steps[2].Ordinal, change.Steps[2].Risk!, change.Steps[2].DraftHash));
        Assert.Equal("no", change.Steps[1].Comment);
        var page = await Services.GetRequiredService<IChangeReads>().PageAsync(ChangeState.InReview, null, 0, 10, Cancellation);
        Assert.Equal((1, id), (page.TotalCount, page.Items.Single().Id));
        Assert.Equal(0, (await Services.GetRequiredService<IChangeReads>().PageAsync(ChangeState.Rejected, null, 0, 10, Cancellation)).TotalCount);
        await using var scope = Begin();
        var changes = scope.ServiceProvider.GetRequiredService<IChanges>();
        Assert.Equal(id, (await changes.FindByPackageAsync("h1", Cancellation))!.Id);
        Assert.Equal(id, Assert.Single(await changes.OpenOfAsync("p", Cancellation)).Id);
        Assert.Empty(await changes.OpenOfAsync("q", Cancellation));
    }

    [Fact]
    public async Task Package_WhenItsChangeMoves_ThenNothingStartsItBeforeItsTime()
    {
        var id = await OpenAsync("p", 1, "h1");
        var at = Clock.UtcNow().AddDays(1);
        Assert.Null(await EffectiveAsync(at.AddYears(1)));
        await ActAsync(id, Val, SignatureMeanings.Reviewed, "h1", (c, p, o, s) => c.Accept(p, Evidence.Of(c.Id, p.PackageHash), "", o, Ids, s));
        Assert.Null(await EffectiveAsync(at.AddYears(1)));
        await ActAsync(id, Qa, SignatureMeanings.Approved, "h1", (c, p, o, s) => c.Approve(p, null, Evidence.Of(c.Id, p.PackageHash), at, "", o, Ids, s));
        Assert.Null(await EffectiveAsync(at.AddSeconds(-1)));
        Assert.Equal("h1", await EffectiveAsync(at));
        await using var scope = Begin();
        var records = scope.ServiceProvider.GetRequiredService<IPackageRecords>();
        Assert.Equal("h1", (await records.NewestApprovedAsync("p", Cancellation))!.PackageHash);
        Assert.Equal((1, 0), (await records.LastVersionAsync("p", Cancellation), await records.LastVersionAsync("q", Cancellation)));
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<IChanges>().OpenOfAsync("p", Cancellation));
    }

    [Fact]
    public async Task Approve_WhenAnotherVersionIsApprovedAtTheSameTime_ThenTheLaterMustLookAgain()
    {
        var first = await OpenAsync("p", 1, "h1");
        var second = await OpenAsync("p", 2, "h2");
        foreach (var (id, hash) in new[] { (first, "h1"), (second, "h2") })
        {
            await ActAsync(id, Val, SignatureMeanings.Reviewed, hash, (c, p, o, s) => c.Accept(p, Evidence.Of(c.Id, p.PackageHash), "", o, Ids, s));
        }

        await using var slow = Begin(o => By(o, Qa, SignatureMeanings.Approved, "h2"));
        await StageAsync(slow.ServiceProvider, second, (c, p, o, s) => c.Approve(p, null, Evidence.Of(c.Id, p.PackageHash), null, "", o, Ids, s), takeTurn: true);
        await ActAsync(first, Qa, SignatureMeanings.Approved, "h1", (c, p, o, s) => c.Approve(p, null, Evidence.Of(c.Id, p.PackageHash), null, "", o, Ids, s), takeTurn: true);

        var lost = await Assert.ThrowsAsync<CommitConflictException>(() =>
            slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));
        Assert.True(lost.Retryable);
        Assert.Equal("h1", await EffectiveAsync(Clock.UtcNow()));
    }

    [Fact]
    public async Task Approve_WhenTwoApproveTheSameChangeAtOnce_ThenOneTakesEffectWithOneSignature()
    {
        var another = new Guid("01900000-0000-7000-8000-0000000000b4");
        var id = await OpenAsync("p", 1, "h1");
        await ActAsync(id, Val, SignatureMeanings.Reviewed, "h1", (c, p, o, s) => c.Accept(p, Evidence.Of(c.Id, p.PackageHash), "", o, Ids, s));
        await using var one = Begin(o => By(o, Qa, SignatureMeanings.Approved, "h1"));
        await using var other = Begin(o => By(o, another, SignatureMeanings.Approved, "h1"));
        foreach (var scope in new[] { one, other })
        {
            await StageAsync(scope.ServiceProvider, id, Approve, takeTurn: true);
        }

        var lost = (await Task.WhenAll(CommitAsync(one), CommitAsync(other))).OfType<CommitConflictException>();

        Assert.True(Assert.Single(lost).Retryable);
        Assert.Equal("CHG-409", (await Assert.ThrowsAsync<ConflictException>(() => ActAsync(id, another, SignatureMeanings.Approved, "h1", Approve))).Code); // tried again
        var change = (await Services.GetRequiredService<IChangeReads>().FindAsync(id, Cancellation))!;
        Assert.Equal([ChangeStepKind.Submitted, ChangeStepKind.Accepted, ChangeStepKind.Approved], change.Steps.Select(s => s.Kind));
        Assert.Equal(3, await CountAsync("signatures"));
        Assert.Equal("h1", await EffectiveAsync(Clock.UtcNow()));

        void Approve(ChangeRequest c, PackageRecord p, OperationContext o, IEventSink s) =>
            c.Approve(p, null, Evidence.Of(c.Id, p.PackageHash), null, "", o, Ids, s);
    }

    private static Task<Exception?> CommitAsync(AsyncServiceScope scope) => Task.Run(async () =>
        await Record.ExceptionAsync(() => scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation)));

    [Fact]
    public async Task Step_WhenTwoTakeItAtOnce_ThenTheLaterIsTold()
    {
        var id = await OpenAsync("p", 1, "h1");
        await using var slow = Begin(o => By(o, Val, SignatureMeanings.Reviewed, "h1"));
        await StageAsync(slow.ServiceProvider, id, (c, p, o, s) => c.Accept(p, Evidence.Of(c.Id, p.PackageHash), "", o, Ids, s));
        await ActAsync(id, Val, SignatureMeanings.Reviewed, "h1", (c, p, o, s) => c.Reject(p, "no", o, Ids, s));
        await Assert.ThrowsAsync<CommitConflictException>(() => slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));
        Assert.Equal(ChangeState.Rejected, (await Services.GetRequiredService<IChangeReads>().FindAsync(id, Cancellation))!.State);
    }

    [Fact]
    public async Task History_WhenTouched_ThenTheDatabaseRefuses()
    {
        var id = await OpenAsync("p", 1, "h1");
        await RunAsync(async s =>
        {
            var changes = s.GetRequiredService<IChanges>();
            changes.Add(new ChangeEvidence
            {
                Id = Ids.New(),
                ChangeId = id,
                PackageHash = "h1",
                Kind = ChangeEvidence.Proof,
                ContentHash = "e1",
                Content = "{\"b\":1}",
                RecordedAt = Clock.UtcNow(),
            });
            changes.Add(Justification(id, "Print:Refused"));
            changes.Add((await changes.FindAsync(id, Cancellation))!.Comment("why?", "a", null, s.GetRequiredService<ICurrentOperation>().Context, Ids));
        }, o => By(o, Val, SignatureMeanings.Reviewed, "h1"));

        foreach (var sql in new[]
        {
            "UPDATE change_steps SET comment = 'x'",
            "UPDATE change_steps SET user_id = change_id",
            "DELETE FROM change_steps",
            "UPDATE change_comments SET text = 'x'",
            "DELETE FROM change_comments",
            "UPDATE change_evidence SET content = 'x'",
            "DELETE FROM change_evidence",
            "UPDATE change_justifications SET text = 'x'",
            "DELETE FROM change_justifications",
            "UPDATE change_requests SET number = 'x'",
            "UPDATE change_requests SET kind = 'Emergency'",
            "UPDATE change_requests SET definition_id = 'x'",
            "DELETE FROM change_requests",
        })
        {
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync(sql));
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }

        await using var scope = Begin();
        Assert.Equal("{\"b\":1}", Assert.Single(await scope.ServiceProvider.GetRequiredService<IChanges>().EvidenceAsync(id, Cancellation)).Content);
        Assert.Equal("why?", Assert.Single(await scope.ServiceProvider.GetRequiredService<IChanges>().CommentsAsync(id, Cancellation)).Text);
    }

    [Fact]
    public async Task Package_WhenSetApprovedWithoutASignature_ThenTheDatabaseRefuses()
    {
        await OpenAsync("p", 1, "h1");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync("UPDATE packages SET state = 'Approved'"));
        Assert.Null(await EffectiveAsync(Clock.UtcNow().AddYears(1)));
    }

    private async Task<ChangeId> OpenAsync(string definition, int version, string hash)
    {
        var id = new ChangeId(Ids.New());
        await RunAsync(async s =>
        {
            var operation = s.GetRequiredService<ICurrentOperation>().Context;
            var changes = s.GetRequiredService<IChanges>();
            var package = Candidate(definition, version, hash);
            s.GetRequiredService<IPackageRecords>().Add(package, []);
            s.GetRequiredService<ISubjects>().Create(id.Subject);
            changes.Add(ChangeRequest.Open(
                id, await changes.TakeNumberAsync(2026, Cancellation), ChangeKind.Standard, Submission(package), null, operation, Ids,
                s.GetRequiredService<IEventSink>()));
        }, o => By(o, Own, SignatureMeanings.Authored, hash));
        return id;
    }

    private Task ActAsync(
        ChangeId id, Guid user, string meaning, string hash, Action<ChangeRequest, PackageRecord, OperationContext, IEventSink> act,
        bool takeTurn = false) =>
        RunAsync(s => StageAsync(s, id, act, takeTurn), o => By(o, user, meaning, hash));

    private async Task StageAsync(
        IServiceProvider s, ChangeId id, Action<ChangeRequest, PackageRecord, OperationContext, IEventSink> act, bool takeTurn = false)
    {
        var changes = s.GetRequiredService<IChanges>();
        var records = s.GetRequiredService<IPackageRecords>();
        var change = (await changes.FindAsync(id, Cancellation))!;
        if (takeTurn)
        {
            await changes.TakeApprovalTurnAsync(change.DefinitionId, Cancellation);
        }

        _added = null;
        act(change, (await records.FindAsync(change.PackageHash, Cancellation))!, s.GetRequiredService<ICurrentOperation>().Context,
            s.GetRequiredService<IEventSink>());
        if (_added is not null)
        {
            records.Add(_added, []);
        }
    }

    private PackageRecord Candidate(string definition, int version, string hash) =>
        PackageRecord.Candidate(Ids.New(), definition, version, definition, hash, "b", [1, 2, 3], Clock.UtcNow());

    private static ChangeSubmission Submission(PackageRecord package) => new()
    {
        Package = package,
        DraftHash = "draft",
        Reason = "A second check",
        RequirementIds = ["URS-1"],
        Risk = new ChangeRisk(3, 2, 4),
    };

    private OperationContext By(OperationContext operation, Guid user, string meaning, string hash) => operation with
    {
        UserId = user,
        Permissions = new HashSet<string> { Permissions.WorkflowsEdit, Permissions.WorkflowsValidate, Permissions.WorkflowsApprove },
        Signature = new Signature
        {
            Id = Ids.New(),
            UserId = user,
            UserName = "u",
            PrintedName = "U",
            SignedAt = operation.NowAt,
            SiteTimeZone = "UTC",
            Meaning = meaning,
            Reason = "test",
            SignedHash = hash,
            Subject = "change",
        },
    };

    private async Task<string?> EffectiveAsync(DateTime at)
    {
        await using var scope = Begin();
        return (await scope.ServiceProvider.GetRequiredService<IPackages>().FindEffectiveAsync("p", at, Cancellation))?.PackageHash;
    }
}

public sealed class ChangesOnSqlite() : ChangeSpecs(new SqliteTestDatabase());

public sealed class ChangesOnPostgres() : ChangeSpecs(new PostgresTestDatabase());
