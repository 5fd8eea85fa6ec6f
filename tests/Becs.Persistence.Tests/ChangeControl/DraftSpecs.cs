using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.ReadModel;
using Becs.Persistence.Tests.Testing;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.ChangeControl;

public abstract class DraftSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    private const string Body = """{"name":"ä \u0001","n":2.50,"b":1,"a":[null]}""";

    private static readonly Guid Author = new("01900000-0000-7000-8000-0000000000bb");

    [Fact]
    public async Task Save_WhenRead_ThenTheTextIsExactlyWhatWasSaved()
    {
        var draft = New("d1", Author);
        draft.Save("Name", "Text", Body, Clock.UtcNow());
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(draft));

        var reads = Services.GetRequiredService<IDefinitionReads>();
        Assert.Equal(Body, await reads.DraftBodyAsync(draft.Id, Cancellation));
        var row = Assert.Single(await reads.ListAsync("d1", Cancellation));
        Assert.Equal((draft.Id, WorkflowDraft.HashOf(Body), "Name", "Text", Author, 2),
            (row.DraftId!.Value, row.ContentHash, row.Name, row.Description, row.AuthorId!.Value, row.Version));
        Assert.Null(row.State);
    }

    [Fact]
    public async Task Save_WhenTwoDoItAtOnce_ThenTheLaterIsToldAndTheFormerStays()
    {
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(Saved(New("d1", Author), "{}")));

        await using var slow = Begin();
        var seen = (await slow.ServiceProvider.GetRequiredService<IWorkflowDrafts>().FindOwnAsync("d1", Author, Cancellation))!;
        await RunAsync(async s => Saved((await s.GetRequiredService<IWorkflowDrafts>().FindOwnAsync("d1", Author, Cancellation))!, "{\"first\":1}"));
        Saved(seen, "{\"second\":1}");

        await Assert.ThrowsAsync<CommitConflictException>(() => slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));
        var row = Assert.Single(await Services.GetRequiredService<IDefinitionReads>().ListAsync(null, Cancellation));
        Assert.Equal(WorkflowDraft.HashOf("{\"first\":1}"), row.ContentHash);
    }

    [Fact]
    public async Task Add_WhenTheAuthorHasOne_ThenASecondIsRefusedAndAnotherAuthorsIsNot()
    {
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(Saved(New("d1", Author), "{}")));
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(Saved(New("d1", Ids.New()), "{}")));
        await Assert.ThrowsAsync<CommitConflictException>(() =>
            RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(Saved(New("d1", Author), "{}"))));
    }

    [Fact]
    public async Task Scenario_WhenItsDraftGoes_ThenItGoesToo()
    {
        var draft = Saved(New("d1", Author), "{}");
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(draft));
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(new DraftScenario(Ids.New(), draft.Id, "b", "{\"b\": 1}", Clock.UtcNow())));
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(new DraftScenario(Ids.New(), draft.Id, "a", "{}", Clock.UtcNow())));
        await using (var scope = Begin())
        {
            var found = await scope.ServiceProvider.GetRequiredService<IWorkflowDrafts>().ScenariosAsync(draft.Id, Cancellation);
            Assert.Equal([("a", "{}"), ("b", "{\"b\": 1}")], found.Select(f => (f.Name, f.Content)));
            Assert.Equal(WorkflowDraft.HashOf("{}"), found[0].ContentHash);
        }

        await RunAsync(async s =>
        {
            var drafts = s.GetRequiredService<IWorkflowDrafts>();
            drafts.Remove((await drafts.FindAsync(draft.Id, Cancellation))!);
        });
        await using var after = Begin();
        Assert.Empty(await after.ServiceProvider.GetRequiredService<IWorkflowDrafts>().ScenariosAsync(draft.Id, Cancellation));
    }

    [Fact]
    public async Task Parts_WhenADraftHoldsThem_ThenReadByKindAndKeyGuardedAgainstLostSavesAndGoneWithIt()
    {
        var draft = Saved(New("d1", Author), "{}");
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(draft));
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(new DraftPart(Ids.New(), draft.Id, DraftPartKind.Table, "a", Body, Clock.UtcNow())));
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(new DraftPart(Ids.New(), draft.Id, DraftPartKind.Form, "b.v1", null, Clock.UtcNow())));
        await Assert.ThrowsAsync<CommitConflictException>(() => RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(
            new DraftPart(Ids.New(), draft.Id, DraftPartKind.Form, "b.v1", "{}", Clock.UtcNow()))));

        await using var slow = Begin();
        var seen = await slow.ServiceProvider.GetRequiredService<IWorkflowDrafts>().PartsAsync(draft.Id, Cancellation);
        Assert.Equal([(DraftPartKind.Form, "b.v1", null), (DraftPartKind.Table, "a", Body)], seen.Select(p => (p.Kind, p.Key, p.Content)));
        Assert.Equal(DraftPart.HashOf(draft, seen), DraftPart.HashOf(draft, [.. seen.Reverse()]));
        Assert.NotEqual(draft.BodyHash, DraftPart.HashOf(draft, seen));
        await RunAsync(async s => (await s.GetRequiredService<IWorkflowDrafts>().PartsAsync(draft.Id, Cancellation))[1].Save("{\"first\":1}", Clock.UtcNow()));
        seen[1].Save("{\"second\":1}", Clock.UtcNow());
        await Assert.ThrowsAsync<CommitConflictException>(() => slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));

        await RunAsync(async s =>
        {
            var drafts = s.GetRequiredService<IWorkflowDrafts>();
            drafts.Remove((await drafts.FindAsync(draft.Id, Cancellation))!);
        });
        await using var after = Begin();
        Assert.Empty(await after.ServiceProvider.GetRequiredService<IWorkflowDrafts>().PartsAsync(draft.Id, Cancellation));
    }

    [Fact]
    public async Task Draft_WhenItIsTheOnlyVersion_ThenNothingFindsItToStart()
    {
        var draft = Saved(New("d1", Author), """{"root":{"type":"Elsa.Event"}}""");
        await RunAsync(s => s.GetRequiredService<IWorkflowDrafts>().Add(draft));
        await using var scope = Begin();
        var packages = scope.ServiceProvider.GetRequiredService<IPackages>();
        Assert.Null(await packages.FindEffectiveAsync("d1", DateTime.MaxValue.ToUniversalTime(), Cancellation));
        Assert.Null(await packages.FindAsync(draft.BodyHash, Cancellation));
    }

    [Fact]
    public void Save_WhenNothingChanged_ThenSaysSo()
    {
        var draft = Saved(New("d1", Author), "{}");
        Assert.False(draft.Save("n", null, "{}", Clock.UtcNow()));
        Assert.True(draft.Save("n", null, "{ }", Clock.UtcNow()));
    }

    private WorkflowDraft New(string definitionId, Guid author) => new(Ids.New(), definitionId, 2, author, "Author", "hash", Clock.UtcNow());

    private WorkflowDraft Saved(WorkflowDraft draft, string body)
    {
        draft.Save("n", null, body, Clock.UtcNow());
        return draft;
    }
}

public sealed class DraftsOnSqlite() : DraftSpecs(new SqliteTestDatabase());

public sealed class DraftsOnPostgres() : DraftSpecs(new PostgresTestDatabase());
