using System.Net;
using System.Net.Http.Json;
using Becs.Domain.Donors;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Donors;

public abstract class DonorEndpointsSpecs<T>(T server) : RoomSpecs<T>(server)
    where T : RoomsServer
{
    private static readonly Guid Once = Guid.Parse("01980000-0000-7000-8000-00000000d001");

    [Fact]
    public async Task Register_WhenSentTwice_ThenTheFirstAnswerAgain_AndAnotherBodyIsRefused()
    {
        var first = await PostAsync("reg1", "/api/donors", Donor("Once", operationId: Once));
        var second = await PostAsync("reg1", "/api/donors", Donor("Once", operationId: Once));
        var other = await PostAsync("reg1", "/api/donors", Donor("Twice", operationId: Once));

        Assert.Equal((await OkAsync(first, HttpStatusCode.Created)).GetRawText(), (await OkAsync(second, HttpStatusCode.Created)).GetRawText());
        await RefusedAsync(other, HttpStatusCode.Conflict, code: "OP-409");
    }

    [Fact]
    public async Task Register_WhenThePersonIsKnown_Then422NamesTheRecord()
    {
        var known = await Server.DonorAsync("Knowles");

        var again = await OkAsync(await PostAsync("reg1", "/api/donors", Donor("KNOWLES")), HttpStatusCode.UnprocessableEntity);

        Assert.Equal("DON-001", again.GetProperty("code").GetString());
        Assert.Equal(known, again.GetProperty("facts").GetProperty("donorId").GetGuid());
    }

    [Fact]
    public async Task Register_WhenSomebodyResembles_ThenTheCandidatesAreGiven()
    {
        var known = await Server.DonorAsync("Resembler");

        var made = await OkAsync(await PostAsync("reg1", "/api/donors", Donor("Resemblar")), HttpStatusCode.Created);

        Assert.Contains(known, made.GetProperty("candidates").EnumerateArray().Select(c => c.GetProperty("donorId").GetGuid()));
    }

    [Theory]
    [InlineData("birthDate", "2999-01-01")]
    [InlineData("familyName", "")]
    [InlineData("givenName", "   ")]
    [InlineData("sex", "X")]
    [InlineData("birthDate", "soon")]
    [InlineData("addressValidUntil", "2001-01-01")]
    [InlineData("language", "english!")]
    public async Task Register_WhenAFieldIsWrong_Then400NamesIt(string field, string value)
    {
        var body = new Dictionary<string, object>
        {
            ["familyName"] = "Wrong",
            ["givenName"] = "Vera",
            ["birthDate"] = "1990-03-04",
            ["sex"] = "F",
            [field] = value,
        };

        await RefusedAsync(await PostAsync("reg1", "/api/donors", body), HttpStatusCode.BadRequest, field);
    }

    [Fact]
    public async Task Search_WhenByNameAndBirthDate_ThenFindsTheDonor_AndByNothing400()
    {
        var id = await Server.DonorAsync("Searchley");

        var found = await OkAsync(await PostAsync("reg1", "/api/donors/search", new { familyName = "searchl", birthDate = "1990-03-04" }));
        var nothing = await PostAsync("reg1", "/api/donors/search", new { });

        var item = Assert.Single(found.GetProperty("items").EnumerateArray().ToList());
        Assert.Equal((id, "Searchley"), (item.GetProperty("id").GetGuid(), item.GetProperty("familyName").GetString()));
        await RefusedAsync(nothing, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task List_WhenPaged_ThenHasALimit_AndFindsANumber()
    {
        var id = await Server.DonorAsync("Listed");
        var list = await OkAsync(await GetAsync("scr1", "/api/donors?pageSize=1"));
        var number = (await OkAsync(await GetAsync("scr1", $"/api/donors/{id:D}"))).GetProperty("donorNumber").GetString();
        var one = await OkAsync(await GetAsync("scr1", $"/api/donors?donorNumber={number}"));

        Assert.Equal(1, list.GetProperty("items").GetArrayLength());
        Assert.Equal(id, Assert.Single(one.GetProperty("items").EnumerateArray().ToList()).GetProperty("id").GetGuid());
        await RefusedAsync(await GetAsync("scr1", "/api/donors?pageSize=1000"), HttpStatusCode.BadRequest, "pageSize");
    }

    [Fact]
    public async Task Get_WhenADeferralIsConfidential_ThenOnlySomeSeeWhy()
    {
        var id = await Server.DonorAsync("Deferred");
        await Server.DoAsync("phy1", (s, operation) =>
        {
            s.GetRequiredService<IDeferrals>().Add(new Deferral(
                s.GetRequiredService<IIdGenerator>().New(), new DonorId(id),
                new DeferralTerms
                {
                    Code = "RISK-A",
                    End = DeferralEnd.Permanent,
                    Source = default,
                    IsConfidential = true,
                    RuleId = "r",
                    RuleVersion = 1,
                    PackHash = "",
                },
                operation.SiteToday, null, null, FactStamp.Of(operation)));
            return Task.FromResult(true);
        });

        var screener = await OkAsync(await GetAsync("scr1", $"/api/donors/{id:D}/deferrals"));
        var registrar = await OkAsync(await GetAsync("reg1", $"/api/donors/{id:D}"));

        Assert.Equal("RISK-A", screener.GetProperty("items")[0].GetProperty("code").GetString());
        var hidden = registrar.GetProperty("deferrals")[0];
        Assert.Equal(("CONFIDENTIAL", true), (hidden.GetProperty("code").GetString(), hidden.GetProperty("isStanding").GetBoolean()));
        Assert.Equal("Deferred", registrar.GetProperty("identity").GetProperty("familyName").GetString());
        Assert.DoesNotContain("RISK-A", registrar.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhenThereIsNone_Then404()
    {
        await RefusedAsync(await GetAsync("reg1", $"/api/donors/{Once:D}"), HttpStatusCode.NotFound, code: "DON-404");
        await RefusedAsync(await GetAsync("reg1", $"/api/donors/{Once:D}/deferrals"), HttpStatusCode.NotFound, code: "DON-404");
    }

    [Fact]
    public async Task Visit_WhenStarted_ThenIsOnRecordAtThisSiteOnly()
    {
        var donor = await Server.DonorAsync("Visitor");
        var started = await OkAsync(
            await PostAsync("reg1", "/api/visits", new { donorId = donor, donationType = "whole-blood" }), HttpStatusCode.Created);
        var id = started.GetProperty("visitId").GetGuid();

        var here = await OkAsync(await GetAsync("reg1", $"/api/visits/{id:D}"));
        var list = await OkAsync(await GetAsync("reg1", "/api/visits"));

        Assert.Equal((donor, "whole-blood"), (here.GetProperty("donorId").GetGuid(), here.GetProperty("donationType").GetString()));
        Assert.Contains(id, list.GetProperty("items").EnumerateArray().Select(v => v.GetProperty("id").GetGuid()));
        await RefusedAsync(await GetAsync("reg1", $"/api/visits/{id:D}", "WES"), HttpStatusCode.NotFound, code: "VIS-404");
    }

    [Fact]
    public async Task Visit_WhenDonorOrTypeIsUnknown_ThenRefused()
    {
        var donor = await Server.DonorAsync("Typed");

        await RefusedAsync(
            await PostAsync("reg1", "/api/visits", new { donorId = donor, donationType = "marrow" }), HttpStatusCode.BadRequest, "donationType");
        await RefusedAsync(
            await PostAsync("reg1", "/api/visits", new { donorId = Once, donationType = "whole-blood" }), HttpStatusCode.NotFound, code: "DON-404");
    }

    private static object Donor(string familyName, Guid? operationId = null) =>
        new { familyName, givenName = "Vera", birthDate = "1990-03-04", sex = "F", operationId };
}

public sealed class DonorEndpointsOnSqlite(RoomsOnSqlite server) : DonorEndpointsSpecs<RoomsOnSqlite>(server);

public sealed class DonorEndpointsOnPostgres(RoomsOnPostgres server) : DonorEndpointsSpecs<RoomsOnPostgres>(server);
