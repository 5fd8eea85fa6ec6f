using System.Net;
using System.Net.Http.Json;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.Accounts;

public class AccountEndpointsTests(BecsServer server) : IClassFixture<BecsServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_WhenSentTwiceWithOneOperationId_ThenAnswersTheFirstAnswerAgain()
    {
        var client = await server.AsAsync("adm1");
        var body = New("twice1", Guid.Parse("01980000-0000-7000-8000-000000000001"));

        var first = await client.PostAsJsonAsync("/api/accounts", body, Stop);
        var second = await client.PostAsJsonAsync("/api/accounts", body, Stop);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(Stop), await second.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Create_WhenTheOperationIdWasUsedForAnotherBody_Then409()
    {
        var client = await server.AsAsync("adm1");
        var id = Guid.Parse("01980000-0000-7000-8000-000000000002");
        await client.PostAsJsonAsync("/api/accounts", New("other1", id), Stop);

        var answer = await client.PostAsJsonAsync("/api/accounts", New("other2", id), Stop);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("OP-409", await answer.CodeAsync());
    }

    [Theory]
    [InlineData("""{"userName":"x1","printedName":"X","password":"Long-Enough-1","roles":["wizard"],"siteCodes":["NOR"]}""", "roles[0]")]
    [InlineData("""{"userName":"x1","printedName":"X","password":"short","roles":["issue"],"siteCodes":["NOR"]}""", "password")]
    [InlineData("""{"userName":"x1","printedName":"X","password":"Long-Enough-1","roles":["issue"],"siteCodes":["XXX"]}""", "siteCodes")]
    [InlineData("""{"userName":"x1","printedName":"X","password":"Long-Enough-1","roles":["issue"],"siteCodes":["NOR"],"admin":true}""", "admin")]
    [InlineData("""{"userName":5}""", "userName")]
    [InlineData("""{"userName":"x1",""", "body")]
    public async Task Create_WhenAFieldIsWrong_Then400NamesIt(string body, string field)
    {
        var client = await server.AsAsync("adm1");

        var answer = await client.PostAsync("/api/accounts", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.JsonAsync();
        Assert.Contains(field, problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        Assert.DoesNotContain("   at ", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_WhenTheAccountHasASession_ThenTheSessionEnds()
    {
        var admin = await server.AsAsync("adm1");
        var created = await (await admin.PostAsJsonAsync("/api/accounts", New("leaver", null), Stop)).JsonAsync();
        var client = server.CreateClient();
        var token = await (await client.PostAsJsonAsync("/api/auth/token", new { userName = "leaver", password = "Long-Enough-1" }, Stop)).JsonAsync();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("accessToken").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/auth/me", Stop)).StatusCode);

        await admin.PostAsJsonAsync($"/api/accounts/{created.GetProperty("id").GetGuid():D}/lock", new { reason = "left" }, Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/auth/me", Stop)).StatusCode);
    }

    [Fact]
    public async Task SetRoles_WhenOnesOwn_Then422()
    {
        var admin = await server.AsAsync("adm1");
        var me = await (await admin.GetAsync("/api/auth/me", Stop)).JsonAsync();

        var answer = await admin.PutAsJsonAsync(
            $"/api/accounts/{me.GetProperty("id").GetGuid():D}/roles", new { roles = new[] { "quality" }, reason = "mine" }, Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("ACC-010", await answer.CodeAsync());
    }

    [Fact]
    public async Task Token_WhenThePasswordIsWrongFiveTimes_ThenLocked()
    {
        var admin = await server.AsAsync("adm1");
        await admin.PostAsJsonAsync("/api/accounts", New("guess1", null), Stop);
        var client = server.CreateClient();

        for (var i = 0; i < 5; i++)
        {
            await client.PostAsJsonAsync("/api/auth/token", new { userName = "guess1", password = "wrong" }, Stop);
        }

        var answer = await client.PostAsJsonAsync("/api/auth/token", new { userName = "guess1", password = "Long-Enough-1" }, Stop);
        Assert.Equal(423, (int)answer.StatusCode);
        Assert.Equal("ACC-423", await answer.CodeAsync());
    }

    private static object New(string userName, Guid? operationId) => new
    {
        userName,
        printedName = "Test Person",
        password = "Long-Enough-1",
        roles = new[] { "issue" },
        siteCodes = new[] { "NOR" },
        operationId,
    };
}
