using System.Text.Json;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Becs.Workflows.Models;
using Becs.Workflows.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Commit;

/// <summary>A row that went away is noticed by the commit that counts on it, whatever writes it.</summary>
public abstract class LostRowSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task StageBurn_WhenAnotherBurnedTheBookmarkMeanwhile_ThenNothingOfTheCommitIsSaved()
    {
        var (instance, first, second) = (Ids.New().ToString("D"), Bookmark(), Bookmark());
        await RunAsync(s => s.GetRequiredService<IBookmarks>().StageAdd(instance, [first, second]));
        await using var slow = Begin();
        var bookmarks = slow.ServiceProvider.GetRequiredService<IBookmarks>();
        bookmarks.StageBurn(instance, [first.Id, second.Id]);
        bookmarks.StageAdd(instance, [Bookmark()]);
        await RunAsync(s => s.GetRequiredService<IBookmarks>().StageBurn(instance, [second.Id]));
        var before = await CountAllAsync();

        var lost = await Assert.ThrowsAsync<CommitConflictException>(
            () => slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));

        Assert.Equal("CON-409", lost.Code);
        Assert.Contains("bookmarks", lost.Message, StringComparison.Ordinal);
        Assert.Equal(before, await CountAllAsync());
        Assert.Equal(1, await CountAsync("bookmarks"));
    }

    [Fact]
    public async Task StageAdd_WhenTheSameKeyIsBurnedInTheCommit_ThenTheNewOneStays()
    {
        var (instance, old) = (Ids.New().ToString("D"), Bookmark());
        await RunAsync(s => s.GetRequiredService<IBookmarks>().StageAdd(instance, [old]));

        await RunAsync(s =>
        {
            s.GetRequiredService<IBookmarks>().StageBurn(instance, [old.Id]);
            s.GetRequiredService<IBookmarks>().StageAdd(instance, [Bookmark()]);
        });

        Assert.Equal(1, await CountAsync("bookmarks"));
        Assert.Equal(0, await CountAsync($"bookmarks WHERE id = '{old.Id}'"));
    }

    private Bookmark Bookmark() => new()
    {
        Id = Ids.New().ToString("D"),
        Name = "n",
        Hash = "h",
        Payload = JsonDocument.Parse("{\"a\":1}").RootElement,
        ActivityId = "a",
        ActivityNodeId = "n",
        ActivityInstanceId = "i",
        CreatedAt = Clock.UtcNow(),
    };
}

public sealed class LostRowOnSqlite() : LostRowSpecs(new SqliteTestDatabase());

public sealed class LostRowOnPostgres() : LostRowSpecs(new PostgresTestDatabase());
