using System.Net;
using System.Net.Http.Json;
using System.Text;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Signatures;

/// <content>Failed attempts count wherever and however they come (21 CFR 11.300(d)).</content>
public sealed partial class RefusedSignatureTests
{
    [Fact]
    public async Task LockOut_WhenWrongSignaturesComeAtOnceAtManyDoors_ThenEachOneCounts()
    {
        var user = await AccountAsync([.. Roles.All.Keys]);
        await Server.AsAsync(user);
        var before = (await RefusedAsync(user)).Count;

        await Task.WhenAll(Doors.Keys.Where(d => !Before.ContainsKey(d)).Take(4).Select(door => SignAsync(user, door, "Another-2026!")));

        Assert.Equal((4, before + 4), (await FailedAsync(user), (await RefusedAsync(user)).Count));
        Assert.Equal("SIG-011", await CodeAsync(await SignAsync(user, "POST /api/changes", "Another-2026!")));
        Assert.Equal("SIG-011", await CodeAsync(await SignAsync(user, "POST /api/packages/{packageHash}/accept", "Demo-2026!"))); // it stays locked
        Assert.Equal((HttpStatusCode)423, (await TokenAsync(user, null)).StatusCode);
    }

    [Fact]
    public async Task LockOut_WhenThePasswordIsRightAndTheCodeIsWrong_ThenItCountsAndThePasswordAloneUndoesNothing()
    {
        var user = await AccountAsync(["issue"]);
        var secret = Encoding.ASCII.GetBytes("a secret of the device");
        await Server.DoAsync("adm1", async (s, _) =>
        {
            (await s.GetRequiredService<IAccounts>().FindByNameAsync(user))!.TotpSecretProtected = s.GetRequiredService<TotpDesk>().Protect(secret);
            return true;
        });
        var step = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;
        var right = Enumerable.Range(-5, 30).Select(i => Encoding.ASCII.GetString(TotpDesk.CodeAt(secret, step + i))).ToHashSet(StringComparer.Ordinal);
        var wrong = Enumerable.Range(100_000, 50).Select(n => $"{n}").First(code => !right.Contains(code));

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync(user, wrong)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync(user, null)).StatusCode);
        }

        Assert.Equal(4, await FailedAsync(user));
        await TokenAsync(user, wrong);
        Assert.Equal((HttpStatusCode)423, (await TokenAsync(user, null)).StatusCode);
    }

    private Task<HttpResponseMessage> TokenAsync(string user, string? totp) =>
        Server.CreateClient().PostAsJsonAsync("/api/auth/token", new { userName = user, password = "Demo-2026!", totp }, Stop);

    private Task<int> FailedAsync(string user) =>
        Server.DoAsync("adm1", async (s, _) => (await s.GetRequiredService<IAccounts>().FindByNameAsync(user))!.FailedSignIns);
}
