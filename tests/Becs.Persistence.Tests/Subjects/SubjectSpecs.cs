using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Subjects;

public abstract class SubjectSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    public static TheoryData<string> Versioned => [.. SubjectKinds.Versioned.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Versioned))]
    public async Task CommitAsync_WhenAnAssertedRecordWasBumpedInBetween_ThenTheDecisionIsStale(string kind)
    {
        var subject = new SubjectRef(kind, Ids.New());
        await RunAsync(s => s.GetRequiredService<ISubjects>().Create(subject));
        await using var deciding = Begin();
        var subjects = deciding.ServiceProvider.GetRequiredService<ISubjects>();
        await subjects.TouchAsync(subject, Cancellation);
        subjects.Assert(subject);
        deciding.ServiceProvider.GetRequiredService<IAuditTrail>().Record(subject, "decided");
        await RunAsync(s => s.GetRequiredService<ISubjects>().Bump(subject));
        var before = await CountAllAsync();

        var stale = await Assert.ThrowsAsync<StaleDecisionException>(() => CommitAsync(deciding));

        Assert.Equal((subject, 0L, 1L), (stale.Subject, stale.Expected, stale.Found));
        Assert.Equal(before, await CountAllAsync());
    }

    [Fact]
    public async Task CommitAsync_WhenNothingChangedInBetween_ThenTheDecisionStands()
    {
        var subject = new SubjectRef(SubjectKinds.Unit, Ids.New());
        await RunAsync(s => s.GetRequiredService<ISubjects>().Create(subject));
        await RunAsync(s => s.GetRequiredService<ISubjects>().Bump(subject));

        await RunAsync(async s =>
        {
            var subjects = s.GetRequiredService<ISubjects>();
            Assert.Equal(1, await subjects.TouchAsync(subject, Cancellation));
            subjects.Assert(subject);
            Assert.Equal(1, subjects.Asserted[subject]);
        });
    }

    [Fact]
    public async Task CommitAsync_WhenARecordWithoutRowWasBumpedInBetween_ThenTheDecisionIsStale()
    {
        var subject = new SubjectRef(SubjectKinds.Lot, Ids.New());
        await using var deciding = Begin();
        var subjects = deciding.ServiceProvider.GetRequiredService<ISubjects>();
        Assert.Equal(0, await subjects.TouchAsync(subject, Cancellation));
        subjects.Assert(subject);
        await RunAsync(s => s.GetRequiredService<ISubjects>().Bump(subject));

        await Assert.ThrowsAsync<StaleDecisionException>(() => CommitAsync(deciding));
    }

    [Fact]
    public async Task TouchAsync_WhenBumpedAfterTheFirstTouch_ThenTheFirstVersionCounts()
    {
        var subject = new SubjectRef(SubjectKinds.Donor, Ids.New());
        await RunAsync(s => s.GetRequiredService<ISubjects>().Create(subject));
        await using var deciding = Begin();
        var subjects = deciding.ServiceProvider.GetRequiredService<ISubjects>();
        await subjects.TouchAsync(subject, Cancellation);
        await RunAsync(s => s.GetRequiredService<ISubjects>().Bump(subject));

        Assert.Equal(0, await subjects.TouchAsync(subject, Cancellation));
        subjects.Assert(subject);
        await Assert.ThrowsAsync<StaleDecisionException>(() => CommitAsync(deciding));
    }

    [Fact]
    public async Task CommitAsync_WhenTheOperationBumpsWhatItAsserts_ThenBothHold()
    {
        var subject = new SubjectRef(SubjectKinds.Unit, Ids.New());
        await RunAsync(s => s.GetRequiredService<ISubjects>().Create(subject));

        await RunAsync(async s =>
        {
            var subjects = s.GetRequiredService<ISubjects>();
            await subjects.TouchAsync(subject, Cancellation);
            subjects.Assert(subject);
            subjects.Bump(subject);
        });

        await using var scope = Begin();
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<ISubjects>().TouchAsync(subject, Cancellation));
    }

    [Fact]
    public async Task Assert_WhenNeverTouched_ThenItIsABug()
    {
        await using var scope = Begin();
        var subjects = scope.ServiceProvider.GetRequiredService<ISubjects>();

        Assert.Throws<InvalidOperationException>(() => subjects.Assert(new SubjectRef(SubjectKinds.Unit, Ids.New())));
    }

    [Fact]
    public async Task CommitAsync_WhenTwentyDecideOnOneUnit_ThenOneWins()
    {
        var subject = new SubjectRef(SubjectKinds.Unit, Ids.New());
        await RunAsync(s => s.GetRequiredService<ISubjects>().Create(subject));
        var scopes = Enumerable.Range(0, 20).Select(_ => Begin()).ToList();
        foreach (var scope in scopes)
        {
            var subjects = scope.ServiceProvider.GetRequiredService<ISubjects>();
            await subjects.TouchAsync(subject, Cancellation);
            subjects.Assert(subject);
            subjects.Bump(subject);
        }

        var outcomes = await Task.WhenAll(scopes.Select(async scope =>
        {
            try
            {
                await CommitAsync(scope);
                return true;
            }
            catch (StaleDecisionException)
            {
                return false;
            }
        }));

        Assert.Equal(1, outcomes.Count(won => won));
        Assert.Equal(2, await CountAsync("operations"));
        foreach (var scope in scopes)
        {
            await scope.DisposeAsync();
        }
    }

    [Fact]
    public async Task CommitAsync_WhenManyLockTheSameRecordsInAnyOrder_ThenNoneDeadlocks()
    {
        var subjects = Enumerable.Range(0, 6).Select(_ => new SubjectRef(SubjectKinds.Donor, Ids.New())).ToList();

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => RunAsync(s =>
        {
            foreach (var subject in i % 2 == 0 ? subjects : Enumerable.Reverse(subjects))
            {
                s.GetRequiredService<IEventSink>().Raise(subject, new SomethingHappened("it"));
            }
        })));

        Assert.Equal(96, await CountAsync("outbox"));
    }

    private static Task CommitAsync(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation);
}

public sealed class SubjectsOnSqlite() : SubjectSpecs(new SqliteTestDatabase());

public sealed class SubjectsOnPostgres() : SubjectSpecs(new PostgresTestDatabase());
