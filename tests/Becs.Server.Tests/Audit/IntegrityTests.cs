using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Server.Audit;
using Becs.Server.Tests.ChangeControl;
using Becs.Server.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Audit;

/// <summary>From the row changed beside the program to the two signatures, through the server's own watch and doors.</summary>
public sealed class IntegrityTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LookAsync_WhenARowWasChangedBeside_ThenRecordedOnceAndLimitedByTwoPersonsOnly()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web")) { IsBroken = true };
        using var quality = await server.AsAsync("qa1");
        using var validator = await server.AsAsync("val1");
        var watch = server.Services.GetRequiredService<IntegrityWatch>();
        await SealAsync(server);
        Assert.Equal(0, await watch.LookAsync(Stop));
        await TamperAsync(server);

        Assert.Equal(1, await watch.LookAsync(Stop));
        Assert.Equal(0, await watch.LookAsync(Stop));

        var listed = await quality.GetFromJsonAsync<JsonElement>("/api/integrity", Stop);
        var broken = Assert.Single(listed.GetProperty("breaks").GetProperty("items").EnumerateArray());
        Assert.Equal("RowChanged", broken.GetProperty("kind").GetString());
        var said = new { breakIds = new[] { broken.GetProperty("id").GetGuid() }, kept = Array.Empty<string>(), statement = "A test edited the row." };
        var hash = (await (await quality.PostAsJsonAsync("/api/integrity/proposal", said, Stop)).JsonAsync()).GetProperty("signedHash").GetString();

        var other = await quality.PostAsJsonAsync("/api/integrity/incidents", With(said, "qa1", "reviewed", new string('0', 64)), Stop);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        var opened = await quality.PostAsJsonAsync("/api/integrity/incidents", With(said, "qa1", "reviewed", hash), Stop);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var id = (await opened.JsonAsync()).GetProperty("incidentId").GetGuid();

        var twice = await quality.PostAsJsonAsync($"/api/integrity/incidents/{id}/confirm", new { signature = Sign("qa1", "approved", hash) }, Stop);
        Assert.Equal((HttpStatusCode.Forbidden, "INT-004"), (twice.StatusCode, await twice.CodeAsync()));
        using var outsider = await server.AsAsync("rel1");
        var without = await outsider.PostAsJsonAsync($"/api/integrity/incidents/{id}/confirm", new { signature = Sign("rel1", "approved", hash) }, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
        var confirmed = await validator.PostAsJsonAsync($"/api/integrity/incidents/{id}/confirm", new { signature = Sign("val1", "approved", hash) }, Stop);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);

        var after = await quality.GetFromJsonAsync<JsonElement>("/api/integrity", Stop);
        Assert.Equal(id, after.GetProperty("breaks").GetProperty("items")[0].GetProperty("limitedBy").GetGuid());
        var trail = (await quality.GetFromJsonAsync<JsonElement>("/api/audit?pageSize=200", Stop)).GetProperty("items").EnumerateArray()
            .Select(r => (r.GetProperty("what").GetString(), r.GetProperty("userName").GetString(), r.GetProperty("new").GetString())).ToList();
        Assert.Contains(trail, r => r is ("audit.broken", "system", { } what) && what.StartsWith("RowChanged row", StringComparison.Ordinal));
        Assert.Contains(trail, r => r is ("operation.refused", "qa1", { } what) && what.Contains("INT-004", StringComparison.Ordinal));
        Assert.Contains(trail, r => r is ("integrity.confirmed", "val1", _));
    }

    [Fact]
    public async Task LookAsync_WhenMoreIsBrokenThanIsRecordedAtOnce_ThenAllOfItIsOnRecordAndRecordedOnce()
    {
        const int Changed = 450;
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web")) { IsBroken = true };
        using var quality = await server.AsAsync("qa1");
        var watch = server.Services.GetRequiredService<IntegrityWatch>();
        Assert.Equal(0, await watch.LookAsync(Stop));
        await TwoBuilds.DoAsync(server, "test.notes", scope =>
        {
            foreach (var n in Enumerable.Range(0, Changed))
            {
                scope.GetRequiredService<IAuditTrail>().Record(new SubjectRef(SubjectKinds.System, Guid.Empty), "test.note", null, $"{n}");
            }

            return Task.FromResult(true);
        });
        await SealAsync(server);
        await SqlAsync(server, "DROP TRIGGER audit_rows_no_update; UPDATE audit_rows SET new_value = 'x' || new_value WHERE what = 'test.note'");

        Assert.Equal(Changed, await watch.LookAsync(Stop));
        Assert.Equal(0, await watch.LookAsync(Stop));

        var listed = await quality.GetFromJsonAsync<JsonElement>("/api/integrity", Stop);
        Assert.Equal(Changed, listed.GetProperty("breaks").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task SignIn_WhenTheAccountBeforeItsRightsWereTakenIsPutBack_ThenRefusedAndNamed()
    {
        await using var server = new BecsServer(null, null, ("Becs:Roles", "web")) { IsBroken = true };
        using var admin = await server.AsAsync("adm1");
        var watch = server.Services.GetRequiredService<IntegrityWatch>();
        Assert.Equal(0, await watch.LookAsync(Stop));
        var id = await TwoBuilds.DoAsync(server, "test.read", async s => (await s.GetRequiredService<IAccounts>().FindByNameAsync("rel1"))!.Id);
        await SqlAsync(server, "CREATE TABLE former AS SELECT * FROM accounts WHERE user_name = 'rel1'");
        await TwoBuilds.DoAsync(server, "test.roles", async s =>
        {
            (await s.GetRequiredService<IAccounts>().FindByNameAsync("rel1"))!.SetRoles(["issue"]);
            return true;
        });
        await SqlAsync(server, "DELETE FROM accounts WHERE user_name = 'rel1'; INSERT INTO accounts SELECT * FROM former");

        var refused = await server.CreateClient().PostAsJsonAsync("/api/auth/token", new { userName = "rel1", password = "Demo-2026!" }, Stop);

        Assert.Equal("AUD-411", await refused.CodeAsync());
        Assert.Equal(1, await watch.LookAsync(Stop));
        using var quality = await server.AsAsync("qa1");
        var broken = Assert.Single((await quality.GetFromJsonAsync<JsonElement>("/api/integrity", Stop)).GetProperty("breaks").GetProperty("items").EnumerateArray());
        Assert.Equal(("RecordOld", $"accounts {id}"), (broken.GetProperty("kind").GetString(), broken.GetProperty("place").GetString()));
    }

    private static object With(dynamic said, string user, string meaning, string? hash) => new
    {
        breakIds = (Guid[])said.breakIds,
        kept = (string[])said.kept,
        statement = (string)said.statement,
        signature = Sign(user, meaning, hash),
    };

    private static object Sign(string user, string meaning, string? hash) =>
        new { userName = user, password = "Demo-2026!", meaning, reason = "Looked into", signedHash = hash };

    private static async Task SealAsync(BecsServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<Sealer>().SealAsync(cancellationToken: Stop) > 0);
    }

    private static Task TamperAsync(BecsServer server) => SqlAsync(server, """
        DROP TRIGGER audit_rows_no_update;
        UPDATE audit_rows SET new_value = 'nothing' WHERE id = (SELECT id FROM audit_rows WHERE ordinal = 2 ORDER BY id LIMIT 1);
        """);

    private static async Task SqlAsync(BecsServer server, string sql)
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False");
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }
}
