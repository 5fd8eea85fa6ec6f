using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Becs.Domain.Accounts;
using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Becs.Server.Accounts;
using Becs.Server.Operations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Becs.Server.Tests.Hosting;

/// <summary>A server whose database already holds what only a day's work would bring: collected donations, bags, labels.</summary>
public abstract class RoomsServer : BecsServer
{
    protected RoomsServer(params (string Key, string Value)[] settings)
        : base(null, null, settings)
    {
    }

    /// <summary>Runs as that person, at the first site, and commits.</summary>
    public Task<T> DoAsync<T>(string userName, Func<IServiceProvider, OperationContext, Task<T>> work) => Blood.DoAsync(userName, work);

    /// <summary>A donor over HTTP.</summary>
    public async Task<Guid> DonorAsync(string familyName)
    {
        var made = await (await AsAsync("reg1")).PostAsJsonAsync(
            "/api/donors", new { familyName, givenName = "Vera", birthDate = "1990-03-04", sex = "F" });
        made.EnsureSuccessStatusCode();
        return (await made.JsonAsync()).GetProperty("id").GetGuid();
    }

    /// <inheritdoc cref="SeededBlood.DonationAsync" />
    public async Task<string> DonationAsync(string familyName) => await Blood.DonationAsync(await DonorAsync(familyName));

    /// <inheritdoc cref="SeededBlood.UnitAsync" />
    public Task<Guid> UnitAsync(string din, string productCode = "E0336V00", bool inStock = false) => Blood.UnitAsync(din, productCode, inStock);

    private SeededBlood Blood => field ??= new SeededBlood(Services);
}

public sealed class RoomsOnSqlite : RoomsServer;

/// <summary>The same on a PostgreSQL database of its own, dropped at the end.</summary>
public sealed class RoomsOnPostgres : RoomsServer
{
    private static readonly string? Address = System.Environment.GetEnvironmentVariable("BECS_TEST_POSTGRES");
    private readonly string _name;

    public RoomsOnPostgres()
        : this($"becs_rooms_{Guid.NewGuid():N}")
    {
    }

    private RoomsOnPostgres(string name)
        : base(Address is { Length: > 0 } server
            ? [("Becs:Database:Provider", "PostgreSql"),
                ("Becs:Database:ConnectionString", new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString)]
            : [])
    {
        _name = name;
        Run($"CREATE DATABASE {name}");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            NpgsqlConnection.ClearAllPools();
            Run($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }
    }

    private static void Run(string sql)
    {
        if (Address is not { Length: > 0 })
        {
            return;
        }

        using var admin = new NpgsqlConnection(Address);
        admin.Open();
        using var command = new NpgsqlCommand(sql, admin);
        command.ExecuteNonQuery();
    }
}

/// <summary>Base of the suites that run over HTTP on both databases.</summary>
public abstract class RoomSpecs<T> : IClassFixture<T>
    where T : RoomsServer
{
    protected RoomSpecs(T server)
    {
        Server = server;
        if (server is RoomsOnPostgres)
        {
            _ = Needs.Postgres();
        }
    }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected T Server { get; }

    protected async Task<HttpResponseMessage> PostAsync(string userName, string path, object body) =>
        await (await Server.AsAsync(userName)).PostAsJsonAsync(path, body, Stop);

    protected async Task<HttpResponseMessage> GetAsync(string userName, string path, string? site = null) =>
        await (await Server.AsAsync(userName, site)).GetAsync(path, Stop);

    protected static async Task<JsonElement> OkAsync(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}");
        return await answer.JsonAsync();
    }

    /// <summary>The answer is that refusal, and names that field.</summary>
    protected static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string? field = null, string? code = null)
    {
        var problem = await OkAsync(answer, status);
        if (code is not null)
        {
            Assert.Equal(code, problem.GetProperty("code").GetString());
        }

        if (field is not null)
        {
            Assert.Contains(field, problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        }
    }
}
