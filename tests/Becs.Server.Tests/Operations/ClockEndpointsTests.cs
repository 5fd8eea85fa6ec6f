using System.Net;
using System.Net.Http.Json;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.Operations;

public class ClockEndpointsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Move_WhenVirtual_ThenGoesForwardOnlyAndSurvivesARestart()
    {
        var folder = Directory.CreateTempSubdirectory("becs-clock-").FullName;
        try
        {
            await using (var first = new BecsServer(folder, null, ("Becs:Clock:Mode", "Virtual")))
            {
                var admin = await first.AsAsync("adm1");
                var set = await admin.PostAsJsonAsync("/api/dev/clock", new { set = "2026-06-10T08:00:00Z" }, Stop);
                var back = await admin.PostAsJsonAsync("/api/dev/clock", new { set = "2026-06-10T07:59:59Z" }, Stop);
                var both = await admin.PostAsJsonAsync("/api/dev/clock", new { set = "2026-06-11T07:59:59Z", advanceSeconds = 1 }, Stop);
                Assert.Equal(HttpStatusCode.OK, set.StatusCode);
                Assert.Equal("CLK-001", await back.CodeAsync());
                Assert.Equal(HttpStatusCode.BadRequest, both.StatusCode);
            }

            await using var second = new BecsServer(folder, null, ("Becs:Clock:Mode", "Virtual"));
            var state = await (await (await second.AsAsync("adm1")).GetAsync("/api/dev/clock", Stop)).JsonAsync();
            Assert.Equal("2026-06-10T08:00:00Z", state.GetProperty("nowAt").GetString());
            Assert.True(state.GetProperty("isVirtual").GetBoolean());
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Move_WhenTheClockIsTheMachines_Then409()
    {
        await using var server = new BecsServer();

        var answer = await (await server.AsAsync("adm1")).PostAsJsonAsync("/api/dev/clock", new { advanceSeconds = 60 }, Stop);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("CLK-409", await answer.CodeAsync());
    }
}
