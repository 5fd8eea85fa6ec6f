using System.Data.Common;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.ChangeControl;

public abstract class VendorVersionSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task Add_WhenRead_ThenEverythingIsThereNewestFirst()
    {
        await AddAsync("v1", 2, "a");
        await AddAsync("v1", 3, "b", "a");

        var found = await ListAsync();

        Assert.Equal([("v1", 3, "b", (string?)"a"), ("v1", 2, "a", null)], found.Select(v => (v.DefinitionId, v.Number, v.PackageHash, v.AncestorHash)));
        Assert.Equal("b"u8.ToArray(), found[0].Bytes);
    }

    [Fact]
    public async Task Add_WhenTheNumberOrTheContentIsThere_ThenItIsRefused()
    {
        await AddAsync("v1", 2, "a");

        await Assert.ThrowsAnyAsync<Exception>(() => AddAsync("v1", 2, "b"));
        await Assert.ThrowsAnyAsync<Exception>(() => AddAsync("v1", 3, "a"));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Decline_WhenCommitted_ThenItStaysAndItsBytesCannotBeChanged()
    {
        var id = await AddAsync("v1", 2, "a");
        await RunAsync(
            async s => (await s.GetRequiredService<IVendorVersions>().FindAsync(id, Cancellation))!.Decline("no", s.GetRequiredService<ICurrentOperation>().Context),
            c => c with { Permissions = new HashSet<string>(c.Permissions) { Permissions.WorkflowsEdit } });

        Assert.Equal("no", Assert.Single(await ListAsync()).DeclineReason);
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteSqlAsync("UPDATE vendor_versions SET bytes = bytes || bytes"));
        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteSqlAsync("UPDATE vendor_versions SET ancestor_hash = 'x'"));
    }

    private async Task<Guid> AddAsync(string definition, int number, string content, string? ancestor = null)
    {
        var id = Ids.New();
        await RunAsync(s => s.GetRequiredService<IVendorVersions>().Add(new VendorVersion(
            id, definition, number, definition, content, content, System.Text.Encoding.UTF8.GetBytes(content), ancestor, Clock.UtcNow())));
        return id;
    }

    private async Task<IReadOnlyList<VendorVersion>> ListAsync()
    {
        await using var scope = Begin();
        return await scope.ServiceProvider.GetRequiredService<IVendorVersions>().ListAsync(Cancellation);
    }
}

public sealed class VendorVersionsOnSqlite() : VendorVersionSpecs(new SqliteTestDatabase());

public sealed class VendorVersionsOnPostgres() : VendorVersionSpecs(new PostgresTestDatabase());
