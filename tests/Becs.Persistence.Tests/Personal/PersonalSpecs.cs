using System.Text;
using Becs.Domain.Shared;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Personal;

public abstract class PersonalSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    protected const string Canary = "Zyxwvutsrqponmlkj";

    protected PersonRef Donor { get; } = new(SubjectKinds.Donor, new Guid("01900000-0000-7000-8000-00000000d001"));

    [Fact]
    public async Task GetAsync_WhenPutTwice_ThenTheLatestVersionIsRead()
    {
        await PutAsync("First");
        await PutAsync("Second");

        Assert.Equal("Second", (await GetAsync())?.Family);
        Assert.Equal(2, await CountAsync("personal_records"));
    }

    [Fact]
    public async Task GetAsync_WhenStagedInThisScope_ThenItIsRead()
    {
        await using var scope = Begin();
        var records = scope.ServiceProvider.GetRequiredService<IPersonalRecords>();
        await records.PutAsync(Donor, "identity", Donor.Id, new Identity("Ada", "L"), Cancellation);
        await records.PutAsync(Donor, "identity", Donor.Id, new Identity("Ada2", "L"), Cancellation);

        Assert.Equal("Ada2", (await records.GetAsync<Identity>(Donor, "identity", Donor.Id, Cancellation))?.Family);
    }

    [Fact]
    public async Task GetAsync_WhenErased_ThenNothingIsRead()
    {
        await PutAsync("Doe");
        await RunAsync(s => s.GetRequiredService<IPersonalRecords>().EraseAsync(Donor, Cancellation));

        Assert.Null(await GetAsync());
        Assert.Empty(await SearchAsync(("family", "Doe")));
        Assert.Equal(1, await CountAsync("audit_rows WHERE what = 'person.erased'"));
    }

    [Fact]
    public async Task GetAsync_WhenTheCiphertextWasMovedToAnotherPerson_ThenItDoesNotOpen()
    {
        await PutAsync("Doe");
        var other = new PersonRef(SubjectKinds.Donor, Ids.New());
        await RunAsync(s => s.GetRequiredService<IPersonalRecords>()
            .PutAsync(other, "identity", other.Id, new Identity("Roe", "R"), Cancellation));
        await ExecuteSqlAsync(Database.Provider == DatabaseProvider.PostgreSql
            ? "ALTER TABLE personal_records DISABLE TRIGGER USER"
            : "DROP TRIGGER personal_records_no_update");
        await ExecuteSqlAsync("UPDATE personal_records SET sealed = (SELECT sealed FROM personal_records ORDER BY id LIMIT 1)");

        await using var scope = Begin();
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => scope.ServiceProvider
            .GetRequiredService<IPersonalRecords>().GetAsync<Identity>(other, "identity", other.Id, Cancellation));
    }

    [Theory]
    [InlineData("Müller", "muller")]
    [InlineData("Müller", "Müll")]
    [InlineData("Meyer", "Maier")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("Łukasiewicz", "lukasiewicz")]
    [InlineData("Smith-Jones", "jones")]
    public async Task SearchAsync_WhenTheNameIsWrittenOtherwise_ThenThePersonIsFound(string stored, string asked)
    {
        await PutAsync(stored);

        Assert.Equal([Donor], await SearchAsync(("family", asked)));
    }

    [Fact]
    public async Task SearchAsync_WhenOneFieldDoesNotMatch_ThenThePersonIsNotFound()
    {
        await PutAsync("Doe");

        Assert.Equal([Donor], await SearchAsync(("family", "doe"), ("birthDate", "1980-02-03")));
        Assert.Empty(await SearchAsync(("family", "doe"), ("birthDate", "1980-02-04")));
        Assert.Empty(await SearchAsync(("birthDate", "1980-02")));
        Assert.Empty(await SearchAsync(("family", "   ")));
    }

    [Fact]
    public async Task SearchAsync_WhenSeveralMatch_ThenTheExactOneComesFirst()
    {
        var other = new PersonRef(SubjectKinds.Donor, Ids.New());
        await RunAsync(s => s.GetRequiredService<IPersonalRecords>()
            .IndexAsync(other, new Dictionary<string, string> { ["family"] = "Maier" }, Cancellation));
        await PutAsync("Meyer");

        Assert.Equal([Donor, other], await SearchAsync(("family", "Meyer")));
    }

    [Fact]
    public async Task IndexAsync_WhenTheNameChanged_ThenTheOldOneFindsNobody()
    {
        await PutAsync("Doe");
        await PutAsync("Roe");

        Assert.Empty(await SearchAsync(("family", "doe")));
        Assert.Equal([Donor], await SearchAsync(("family", "roe")));
    }

    protected Task PutAsync(string family) => RunAsync(async s =>
    {
        var records = s.GetRequiredService<IPersonalRecords>();
        await records.PutAsync(Donor, "identity", Donor.Id, new Identity(family, "Ada"), Cancellation);
        await records.IndexAsync(
            Donor, new Dictionary<string, string> { ["family"] = family, ["given"] = "Ada", ["birthDate"] = "1980-02-03" }, Cancellation);
    });

    private async Task<Identity?> GetAsync()
    {
        await using var scope = Begin();
        return await scope.ServiceProvider.GetRequiredService<IPersonalRecords>()
            .GetAsync<Identity>(Donor, "identity", Donor.Id, Cancellation);
    }

    private async Task<IReadOnlyList<PersonRef>> SearchAsync(params (string Field, string Value)[] fields)
    {
        await using var scope = Begin();
        return await scope.ServiceProvider.GetRequiredService<IPersonalRecords>().SearchAsync(
            SubjectKinds.Donor, fields.ToDictionary(f => f.Field, f => f.Value), 10, Cancellation);
    }

    protected sealed record Identity(string Family, string Given);
}

public sealed class PersonalOnSqlite() : PersonalSpecs(new SqliteTestDatabase())
{
    [Fact]
    public async Task DatabaseFiles_WhenANameWasStored_ThenItIsInNoByteOfThem()
    {
        await PutAsync(Canary);
        await ExecuteSqlAsync("PRAGMA wal_checkpoint(FULL)");

        foreach (var file in Directory.EnumerateFiles(Database.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Cancellation);
            var text = Encoding.Latin1.GetString(copy.ToArray());
            Assert.DoesNotContain(Canary, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary))[..12], text, StringComparison.Ordinal);
        }
    }
}

public sealed class PersonalOnPostgres() : PersonalSpecs(new PostgresTestDatabase())
{
    [Fact]
    public async Task Tables_WhenANameWasStored_ThenItIsInNoneOfThem()
    {
        await PutAsync(Canary);
        foreach (var table in (await CountAllAsync()).Keys)
        {
            Assert.Equal(0, await CountAsync($"{table} AS t WHERE t::text ILIKE '%{Canary}%'"));
        }
    }
}
