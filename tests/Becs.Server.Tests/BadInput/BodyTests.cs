using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.BadInput;

/// <summary>Bodies that are not what a route expects, and callers who may not.</summary>
public class BodyTests(BecsServer server) : IClassFixture<BecsServer>
{
    private const string Ann = "\"familyName\":\"Ann\",\"givenName\":\"Ann\",\"birthDate\":\"1990-04-03\",\"sex\":\"F\"";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($$"""{{{Ann}},"shoeSize":42}""", "shoeSize")]
    [InlineData($$"""{{{Ann}},"sex":"F"}""", "sex")]
    [InlineData("""{"familyName":"Ann","givenName":"Ann","sex":"F"}""", "birthDate")]
    [InlineData("""{"familyName":"Ann","givenName":"Ann","birthDate":"1990-02-30","sex":"F"}""", "birthDate")]
    [InlineData("""{"familyName":"Ann","givenName":"Ann","birthDate":"1890-04-03","sex":"F"}""", "birthDate")]
    [InlineData("""{"familyName":"","givenName":"Ann","birthDate":"1990-04-03","sex":"F"}""", "familyName")]
    [InlineData("""{"familyName":"Ann","givenName":"Ann","birthDate":"1990-04-03","sex":"unknown-to-us"}""", "sex")]
    [InlineData("""{"familyName":"Ann","givenName":"Ann","birthDate":"1990-04-03","sex":1}""", "sex")]
    [InlineData("""{"familyName":["Ann"],"givenName":"Ann","birthDate":"1990-04-03","sex":"F"}""", "familyName")]
    [InlineData("""{"familyName":null,"givenName":"Ann","birthDate":"1990-04-03","sex":"F"}""", "familyName")]
    [InlineData("""{"familyName":"Ann",""", "body")]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    public async Task Register_WhenTheBodyIsWrong_Then400NamesTheFieldAndNobodyIsRegistered(string body, string field)
    {
        var registrar = await server.AsAsync("reg1");
        var before = await registrar.CountAsync("/api/donors");

        var answer = await registrar.PostRawAsync("/api/donors", body);

        await answer.RefusedAsync(HttpStatusCode.BadRequest, await answer.CodeAsync() ?? "", field);
        Assert.Equal(before, await registrar.CountAsync("/api/donors"));
    }

    [Fact]
    public async Task Register_WhenBornInTheFuture_Then400AndTheAttemptIsAudited()
    {
        var registrar = await server.AsAsync("reg1");

        var answer = await registrar.PostRawAsync(
            "/api/donors", """{"familyName":"Later","givenName":"Ann","birthDate":"2990-01-01","sex":"F"}""");

        await answer.RefusedAsync(HttpStatusCode.BadRequest, "DON-003", "birthDate");
        Assert.NotEmpty(await server.RefusalsAsync("reg1", "DON-003"));
    }

    [Fact]
    public async Task Register_WhenTheTextIsNotUtf8_Then400()
    {
        var registrar = await server.AsAsync("reg1");
        var body = Encoding.Latin1.GetBytes("""{"familyName":"Müller","givenName":"Ann","birthDate":"1990-04-03","sex":"F"}""");
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var answer = await registrar.PostAsync("/api/donors", content, Stop);

        await answer.RefusedAsync(HttpStatusCode.BadRequest, "INP-400", "familyName");
    }

    [Fact]
    public async Task Register_WhenTheTextHasOneMegabyte_Then400NamesTheField()
    {
        var registrar = await server.AsAsync("reg1");

        var answer = await registrar.PostAsJsonAsync(
            "/api/donors", new { familyName = new string('A', 1 << 20), givenName = "Ann", birthDate = "1990-04-03", sex = "F" }, Stop);

        await answer.RefusedAsync(HttpStatusCode.BadRequest, "INP-400", "familyName");
    }

    [Fact]
    public async Task Register_WhenNestedWithoutEnd_Then400()
    {
        var registrar = await server.AsAsync("reg1");

        var answer = await registrar.PostRawAsync("/api/donors", string.Concat(Enumerable.Repeat("{\"a\":", 10_000)));

        await answer.RefusedAsync(HttpStatusCode.BadRequest, "INP-400");
    }

    [Fact]
    public async Task Register_WhenNotJson_Then415()
    {
        var registrar = await server.AsAsync("reg1");

        var answer = await registrar.PostAsync("/api/donors", new StringContent("familyName=Ann", Encoding.UTF8, "text/plain"), Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/donors/not-an-id")]
    [InlineData("/api/nothing")]
    public async Task Get_WhenTheAddressIsWrong_Then404(string path)
    {
        var answer = await (await server.AsAsync("reg1")).GetAsync(path, Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/donors?page=0", "page")]
    [InlineData("/api/donors?page=x", "page")]
    [InlineData("/api/donors?pageSize=100000", "pageSize")]
    [InlineData("/api/donors?page=2147483647", "page")]
    [InlineData("/api/units?status=fresh", "status")]
    public async Task List_WhenAParameterIsWrong_Then400NamesIt(string address, string name)
    {
        var answer = await (await server.AsAsync("aud1")).GetAsync(address, Stop);

        await answer.RefusedAsync(HttpStatusCode.BadRequest, await answer.CodeAsync() ?? "", name);
    }

    [Fact]
    public async Task Register_WithoutToken_Then401()
    {
        var client = server.CreateClient();
        var none = await client.PostRawAsync("/api/donors", $"{{{Ann}}}");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "made-up");
        var wrong = await client.PostRawAsync("/api/donors", $"{{{Ann}}}");

        await none.RefusedAsync(HttpStatusCode.Unauthorized, "ACC-405");
        await wrong.RefusedAsync(HttpStatusCode.Unauthorized, "ACC-405");
    }

    [Fact]
    public async Task Register_WithoutThePermission_Then403NamesItAndTheAttemptIsAudited()
    {
        var answer = await (await server.AsAsync("aud1")).PostRawAsync("/api/donors", $"{{{Ann}}}");

        await answer.RefusedAsync(HttpStatusCode.Forbidden, "ACC-403", "donors.register");
        Assert.NotEmpty(await server.RefusalsAsync("aud1", "ACC-403"));
    }

    [Fact]
    public async Task Register_AtASiteNotGranted_Then403AndTheAttemptIsAudited()
    {
        var answer = await (await server.AsAsync("phl1", site: "ZZZ")).PostRawAsync("/api/visits", "{}");

        await answer.RefusedAsync(HttpStatusCode.Forbidden, "ACC-403");
        Assert.NotEmpty(await server.RefusalsAsync("phl1", "ACC-403"));
    }
}
