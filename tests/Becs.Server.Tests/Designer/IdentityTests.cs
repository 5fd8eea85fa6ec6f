using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Becs.Server.Tests.Designer;

/// <summary>Elsa's sign-in with our accounts.</summary>
[Collection(DesignerCollection.Name)]
public class IdentityTests(DesignerServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"username":"own1","password":"wrong"}""")]
    [InlineData("""{"username":"nobody","password":"Demo-2026!"}""")]
    [InlineData("""{"username":7,"password":null}""")]
    [InlineData("{}")]
    public async Task Login_WhenRefused_ThenSaysNoMoreThanThat(string body)
    {
        var (status, json) = await PostAsync("login", body, null);
        Assert.Equal(200, (int)status);
        Assert.Equal("""{"isAuthenticated":false}""", json!.ToJsonString());
    }

    [Fact]
    public async Task Login_WhenRight_ThenTheTokensDoWhatEachIsFor()
    {
        var (_, first) = await PostAsync("login", """{"username":"own1","password":"Demo-2026!"}""", null);
        Assert.True(first!["isAuthenticated"]!.GetValue<bool>());
        var (access, refresh) = (first["accessToken"]!.GetValue<string>(), first["refreshToken"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.OK, await ReadAsync(access));
        Assert.Equal(HttpStatusCode.Unauthorized, await ReadAsync(refresh));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("refresh-token", "{}", access)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync("refresh-token", "{}", null)).Status);
        var (status, second) = await PostAsync("refresh-token", "{}", refresh);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.OK, await ReadAsync(second!["accessToken"]!.GetValue<string>()));
    }

    private async Task<HttpStatusCode> ReadAsync(string token)
    {
        var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync("/elsa/api/package/version", Stop);
        return answer.StatusCode;
    }

    private async Task<(HttpStatusCode Status, JsonNode? Json)> PostAsync(string what, string body, string? token)
    {
        var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/elsa/api/identity/" + what, content, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return (answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }
}
