using Becs.Persistence.Keys;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Tests.Testing;

/// <summary>A copy of one migrated file.</summary>
public sealed class SqliteTestDatabase : TestDatabase
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public override string ConnectionString => $"Data Source={File};Default Timeout=30";

    public string File => Path.Combine(Folder, "becs.db");

    public override async Task CreateAsync(CancellationToken cancellationToken)
    {
        System.IO.File.Copy(await Template.Value, File);
        new KeyRing(Options).CreateMissing();
    }

    public override ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        return base.DisposeAsync();
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var folder = NewFolder("becs-template-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = Path.Combine(folder, "template.db");
        await using var db = new SqliteBecsDbContext(SqliteBecsDbContext.Options($"Data Source={file};Pooling=False"));
        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
        return file;
    }
}
