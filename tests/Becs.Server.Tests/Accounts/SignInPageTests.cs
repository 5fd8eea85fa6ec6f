using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Becs.Domain.Accounts;
using Becs.Server.Tests.ChangeControl;
using Becs.Server.Tests.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Accounts;

/// <summary>A server whose clock stands still, and whose accounts somebody changes beside it.</summary>
public sealed class StandingServer : BecsServer
{
    public StandingServer()
        : base(null, null, ("Becs:Clock:Mode", "Virtual"), ("Becs:Roles", "web")) => IsBroken = true;
}

/// <summary>Signing in at the page, by its form: whatever refuses, what comes is a page, and it tells no more than a wrong password does.</summary>
public sealed partial class SignInPageTests(StandingServer server) : IClassFixture<StandingServer>
{
    private const string Right = "Demo-2026!";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_WhenTheRowWasChangedBySql_ThenItSaysWhomToAskAndNothingOfTheAccount()
    {
        var before = await RefusalsAsync("AUD-410");
        await SqlAsync("UPDATE accounts SET printed_name = 'Eve Other' WHERE user_name = 'iss1'");

        var (wrong, right) = (await SignInAsync("iss1", "not it"), await SignInAsync("iss1", Right));

        foreach (var (status, type, html, isIn, _) in new[] { wrong, right })
        {
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "text/html", false), (status, type, isIn));
            Assert.Contains("AUD-410", html, StringComparison.Ordinal);
            Assert.Contains("integrity", html, StringComparison.Ordinal);
            Assert.Contains("quality assurance or an administrator", html, StringComparison.Ordinal);
            Assert.Contains("name=\"Input.Password\"", html, StringComparison.Ordinal);
            foreach (var never in new[] { (await IdOfAsync("iss1")).ToString(), "accounts", "Eve Other", "Ira Issue", Right, "not it" })
            {
                Assert.DoesNotContain(never, html, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Equal(wrong.Html, right.Html);
        Assert.Equal("AUD-410", await ApiAsync("iss1"));
        Assert.Equal(before + 3, await RefusalsAsync("AUD-410"));
    }

    /// <summary>Nothing of the row but its version would change: the moment of the last sign-in is the moment that is.</summary>
    [Fact]
    public async Task SignIn_WhenAnEarlierStateIsPutBackAndTheClockStands_ThenRefusedAtOnceAtEachDoor()
    {
        Assert.Null(await ApiAsync("rel1"));
        Assert.Null(await ApiAsync("rel1"));
        await SqlAsync("CREATE TABLE former AS SELECT * FROM accounts WHERE user_name = 'rel1'");
        await TwoBuilds.DoAsync(server, "test.roles", async s =>
        {
            (await s.GetRequiredService<IAccounts>().FindByNameAsync("rel1"))!.SetRoles(["issue"]);
            return true;
        });
        await SqlAsync("DELETE FROM accounts WHERE user_name = 'rel1'; INSERT INTO accounts SELECT * FROM former");

        Assert.Equal("AUD-411", await ApiAsync("rel1"));
        var (status, _, html, isIn, _) = await SignInAsync("rel1", Right);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, false), (status, isIn));
        Assert.Contains("AUD-411", html, StringComparison.Ordinal);
    }

    /// <summary>Who knows the password learns that a code is missing, and not before the row is looked at: it would tell that the password is right.</summary>
    [Fact]
    public async Task SignIn_WhenAChangedAccountHasASecondFactor_ThenItsPasswordIsNotTold()
    {
        await SqlAsync("UPDATE accounts SET totp_secret_protected = 'x' WHERE user_name = 'iss2'");

        Assert.Equal("AUD-410", await ApiAsync("iss2"));
        Assert.Equal("AUD-410", await ApiAsync("iss2", "not it"));
    }

    [Fact]
    public async Task Page_WhenThePasswordIsWrong_ThenItSaysThatAlone()
    {
        var (status, _, html, isIn, _) = await SignInAsync("lab1", "not it");

        Assert.Equal((HttpStatusCode.OK, false), (status, isIn));
        Assert.Contains("User name or password is wrong.", html, StringComparison.Ordinal);
        Assert.True((await SignInAsync("lab1", Right)).IsIn);
    }

    /// <summary>A page left open in another tab, and a copy of the cookie, are of the session somebody signed out of.</summary>
    [Fact]
    public async Task SignOut_WhenAnotherTabIsOpen_ThenItsSessionHasEndedTooAndOthersGoOn()
    {
        var (left, other) = ((await SignInAsync("lab3", Right)).Cookie, (await SignInAsync("lab3", Right)).Cookie);
        Assert.Equal(HttpStatusCode.OK, await AsCookieAsync(left, HttpMethod.Get, "/api/auth/me"));

        Assert.Equal(HttpStatusCode.Redirect, await AsCookieAsync(left, HttpMethod.Post, "/shell/sign-out"));

        Assert.Equal(HttpStatusCode.Unauthorized, await AsCookieAsync(left, HttpMethod.Get, "/api/auth/me"));
        Assert.Equal(HttpStatusCode.OK, await AsCookieAsync(other, HttpMethod.Get, "/api/auth/me"));
    }

    /// <summary>What a browser asks for or posts outside a circuit, and something refuses: a page for persons, the problem for programs.</summary>
    [Theory]
    [InlineData("POST", "/shell/culture", null, HttpStatusCode.BadRequest, "HTTP-400")]
    [InlineData("GET", "/designer/workflows/definitions", "NOPE", HttpStatusCode.Forbidden, "ACC-403")]
    public async Task Page_WhenItIsRefused_ThenAPageComesWithTheCode(string method, string path, string? site, HttpStatusCode status, string code)
    {
        using var client = await server.AsAsync("own1", site);
        client.DefaultRequestHeaders.Add("Origin", "http://localhost");
        using var toProgram = await client.SendAsync(Request(), Stop);
        Assert.Equal((status, code), (toProgram.StatusCode, await toProgram.CodeAsync()));
        client.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        using var answer = await client.SendAsync(Request(), Stop);

        var html = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal((status, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("<h1>", html, StringComparison.Ordinal);
        Assert.Contains(code, html, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors", string.Join(';', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        HttpRequestMessage Request() => new(new HttpMethod(method), path)
        {
            Content = method == "POST" ? new FormUrlEncodedContent([new("returnUrl", "/login")]) : null,
        };
    }

    /// <summary>A page that breaks while it is made, by what nobody expected: a number, and nothing of the cause.</summary>
    [Fact]
    public async Task Page_WhenTheServerFails_ThenAPageComesWithTheNumber()
    {
        _ = server.Services;
        await SqlAsync("ALTER TABLE accounts RENAME TO lost");
        try
        {
            var (status, type, html, isIn, _) = await SignInAsync("lab2", Right);

            Assert.Equal((HttpStatusCode.InternalServerError, "text/html", false), (status, type, isIn));
            Assert.Contains("SRV-500", html, StringComparison.Ordinal);
            Assert.Matches("<strong>[0-9a-f]{32}</strong>", html);
            Assert.DoesNotContain("accounts", html, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            await SqlAsync("ALTER TABLE lost RENAME TO accounts");
        }
    }

    private async Task<(HttpStatusCode Status, string? Type, string Html, bool IsIn, string Cookie)> SignInAsync(string user, string password)
    {
        using var client = server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        var form = await client.GetStringAsync("/login", Stop);
        using var answer = await client.PostAsync("/login", new FormUrlEncodedContent(
            [
                new("_handler", "sign-in"), new("__RequestVerificationToken", Token().Match(form).Groups["token"].Value),
                new("Input.UserName", user), new("Input.Password", password),
            ]), Stop);
        var cookie = (answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []).FirstOrDefault(c => c.StartsWith("becs=", StringComparison.Ordinal));
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, Token().Replace(await answer.Content.ReadAsStringAsync(Stop), ""),
            cookie is not null, cookie?.Split(';')[0] ?? "");
    }

    private async Task<HttpStatusCode> AsCookieAsync(string cookie, HttpMethod method, string path)
    {
        using var client = server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Origin", "http://localhost");
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private async Task<string?> ApiAsync(string user, string password = Right)
    {
        using var client = server.CreateClient();
        using var answer = await client.PostAsJsonAsync("/api/auth/token", new { userName = user, password }, Stop);
        return answer.IsSuccessStatusCode ? null : await answer.CodeAsync();
    }

    private async Task<int> RefusalsAsync(string code)
    {
        using var auditor = await server.AsAsync("aud1");
        var trail = await auditor.GetFromJsonAsync<JsonElement>("/api/audit?pageSize=200", Stop);
        return trail.GetProperty("items").EnumerateArray().Count(r => r.GetProperty("what").GetString() == "operation.refused"
            && r.GetProperty("new").GetString()!.Contains(code, StringComparison.Ordinal));
    }

    private Task<Guid> IdOfAsync(string user) => TwoBuilds.DoAsync(
        server, "test.read", async s => (await s.GetRequiredService<IAccounts>().FindByNameAsync(user))!.Id);

    private async Task SqlAsync(string sql)
    {
        _ = server.Services; // started: there is a database
        await using var db = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "becs.db")};Pooling=False");
        await db.OpenAsync(Stop);
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }

    /// <summary>What is another in each answer, whoever asks.</summary>
    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"|<!--.*?-->")]
    private static partial Regex Token();
}
