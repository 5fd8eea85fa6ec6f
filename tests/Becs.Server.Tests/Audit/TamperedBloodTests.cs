using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Persistence.Audit;
using Becs.Server.Audit;
using Becs.Server.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Audit;

/// <summary>
/// Somebody with the database edits the trail of one bag: that bag is blocked, another is not, until two persons have limited the break.
/// </summary>
public sealed class TamperedBloodTests
{
    private const string RedCells = "E0336V00";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Vector_WhenTheTrailOfABagIsEdited_ThenItIsBlockedUntilTwoPersonsLimitTheBreak()
    {
        await using var server = new TamperedRooms { IsBroken = true };
        var (touched, other) = (await server.DonationAsync("Touched"), await server.DonationAsync("Other"));
        await server.UnitAsync(touched);
        await server.UnitAsync(other);
        await SealAsync(server); // what was sealed before the hold does not depend on it
        var held = await (await server.AsAsync("cmp1")).PostAsJsonAsync(
            "/api/holds", new { scope = "unit", reasonCode = "manual", din = touched, productCode = RedCells }, Stop);
        Assert.True(held.IsSuccessStatusCode, await held.Content.ReadAsStringAsync(Stop));
        await SealAsync(server);
        var watch = server.Services.GetRequiredService<IntegrityWatch>();
        Assert.Equal(0, await watch.LookAsync(Stop));
        Assert.False(await IsBrokenAsync(server, touched));

        await EditAsync(server);
        Assert.True(await watch.LookAsync(Stop) > 0);

        Assert.True(await IsBrokenAsync(server, touched));
        Assert.False(await IsBrokenAsync(server, other));
        await LimitAsync(server);
        Assert.False(await IsBrokenAsync(server, touched));
    }

    /// <summary>What the release gate says of the bag: RB-36 because of the trail, or not.</summary>
    private static async Task<bool> IsBrokenAsync(RoomsServer server, string din)
    {
        var unit = await (await server.AsAsync("cmp1")).GetFromJsonAsync<JsonElement>($"/api/units/{din}/{RedCells}", Stop);
        var blocker = unit.GetProperty("vector").GetProperty("blockers").EnumerateArray().Single(b => b.GetProperty("code").GetString() == "RB-36");
        return blocker.GetRawText().Contains("audit-trail-broken", StringComparison.Ordinal) && blocker.GetProperty("blocks").GetBoolean();
    }

    private static async Task LimitAsync(RoomsServer server)
    {
        using var quality = await server.AsAsync("qa1");
        using var validator = await server.AsAsync("val1");
        var listed = await quality.GetFromJsonAsync<JsonElement>("/api/integrity", Stop);
        var breaks = listed.GetProperty("breaks").GetProperty("items").EnumerateArray().Select(b => b.GetProperty("id").GetGuid()).ToArray();
        var said = new { breakIds = breaks, kept = Array.Empty<string>(), statement = "Compared with the paper record of the hold." };
        var hash = (await (await quality.PostAsJsonAsync("/api/integrity/proposal", said, Stop)).JsonAsync()).GetProperty("signedHash").GetString();
        var opened = await quality.PostAsJsonAsync(
            "/api/integrity/incidents", new { said.breakIds, said.kept, said.statement, signature = Sign("qa1", "reviewed", hash) }, Stop);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var id = (await opened.JsonAsync()).GetProperty("incidentId").GetGuid();
        var confirmed = await validator.PostAsJsonAsync(
            $"/api/integrity/incidents/{id}/confirm", new { signature = Sign("val1", "approved", hash) }, Stop);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
    }

    private static object Sign(string user, string meaning, string? hash) =>
        new { userName = user, password = "Demo-2026!", meaning, reason = "Looked into", signedHash = hash };

    private static async Task SealAsync(RoomsServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<Sealer>().SealAsync(cancellationToken: Stop) > 0);
    }

    private static async Task EditAsync(RoomsServer server)
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False");
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = """
            DROP TRIGGER audit_rows_no_update;
            UPDATE audit_rows SET new_value = 'nothing' WHERE id = (SELECT id FROM audit_rows WHERE action = 'hold.place' ORDER BY id LIMIT 1);
            """;
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Stop));
    }

    private sealed class TamperedRooms() : RoomsServer(("Becs:Roles", "web"));
}
