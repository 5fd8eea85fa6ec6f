using System.Text.RegularExpressions;

namespace Becs.Server.Tests.Architecture;

/// <summary>Only Becs.Persistence knows the database, and only its UnitOfWork saves: so a burst is one commit, with audit and events.</summary>
public partial class OnlyCommitTests
{
    [Fact]
    public void Code_WhenScanned_ThenOnlyPersistenceKnowsTheDatabase() => Guard.None(DatabaseOutside(Repository.Files));

    [Fact]
    public void Code_WhenScanned_ThenOnlyUnitOfWorkSaves() => Guard.None(SavesOutside(Repository.Files));

    [Theory]
    [InlineData("src/Becs.Server/Donors/DonorEndpoints.cs", "using Microsoft.EntityFrameworkCore;")]
    [InlineData("src/Becs.Server/_Imports.razor", "@using Microsoft.EntityFrameworkCore")]
    [InlineData("src/Becs.Domain/Donors/Donor.cs", "var c = new Npgsql.NpgsqlConnection();")]
    [InlineData("src/Becs.Activities/Donors/X.cs", "new Microsoft.Data.Sqlite.SqliteConnection()")]
    [InlineData("src/Becs.Server/Audit/X.cs", "System.Data.Common.DbConnection c;")]
    public void Guard_WhenDatabaseIsKnownElsewhere_ThenSpeaks(string path, string text) =>
        Guard.Speaks(DatabaseOutside([new SourceFile(path, text)]), path);

    [Theory]
    [InlineData("src/Becs.Persistence/Donors/DonorStore.cs", "await db.SaveChangesAsync(ct);")]
    [InlineData("src/Becs.Persistence/Outbox/Relay.cs", "db.SaveChanges();")]
    [InlineData("src/Becs.Persistence/Outbox/Relay.cs", "batch.BatchCommands.Add(new NpgsqlBatchCommand(\"COMMIT\"));")]
    public void Guard_WhenSavedElsewhere_ThenSpeaks(string path, string text) =>
        Guard.Speaks(SavesOutside([new SourceFile(path, text)]), path);

    [Theory]
    [InlineData("src/Becs.Persistence/UnitOfWork.cs", "await db.SaveChangesAsync(ct);")]
    [InlineData("src/Becs.Persistence/Donors/DonorStore.cs", "// SaveChanges() is called by UnitOfWork\nusing Microsoft.EntityFrameworkCore;")]
    public void Guard_WhenItsHome_ThenSilent(string path, string text)
    {
        Assert.Empty(SavesOutside([new SourceFile(path, text)]));
        Assert.Empty(DatabaseOutside([new SourceFile(path, text)]));
    }

    private static IEnumerable<string> DatabaseOutside(IEnumerable<SourceFile> files) =>
        from file in files
        where file.IsCode && file.Under("src") && !file.Under("src/Becs.Persistence")
        let match = Database().Match(file.Code)
        where match.Success
        select $"{file.Path}: {match.Value} belongs to Becs.Persistence";

    private static IEnumerable<string> SavesOutside(IEnumerable<SourceFile> files) =>
        from file in files
        where file.IsCode && file.Under("src") && !file.IsGenerated
        where !(file.Under("src/Becs.Persistence") && file.Name.StartsWith("UnitOfWork", StringComparison.Ordinal))
        where Save().IsMatch(file.Code)
        select $"{file.Path}: only UnitOfWork saves";

    [GeneratedRegex(@"\b(Microsoft\.EntityFrameworkCore|Npgsql|Microsoft\.Data\.Sqlite|System\.Data\.Common)\b")]
    private static partial Regex Database();

    [GeneratedRegex(@"\bSaveChanges(Async)?\s*\(|NpgsqlBatchCommand\(""COMMIT""\)")]
    private static partial Regex Save();
}
