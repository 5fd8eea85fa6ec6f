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
    private int _serial;

    protected RoomsServer(params (string Key, string Value)[] settings)
        : base(null, null, settings)
    {
    }

    /// <summary>Runs as that person, at the first site, and commits.</summary>
    public async Task<T> DoAsync<T>(string userName, Func<IServiceProvider, OperationContext, Task<T>> work)
    {
        var runner = Services.GetRequiredService<OperationRunner>();
        await using var scope = Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByNameAsync(userName);
        var request = new OperationRequest
        {
            OperationId = Services.GetRequiredService<IIdGenerator>().New(),
            Action = "test.seed",
            User = Caller.PrincipalOf(account!, "test", "Test"),
        };
        T? result = default;
        await runner.RunAsync(request, async (s, _) =>
        {
            result = await work(s, s.GetRequiredService<ICurrentOperation>().Context);
            return true;
        });
        return result!;
    }

    /// <summary>A donor over HTTP.</summary>
    public async Task<Guid> DonorAsync(string familyName)
    {
        var made = await (await AsAsync("reg1")).PostAsJsonAsync(
            "/api/donors", new { familyName, givenName = "Vera", birthDate = "1990-03-04", sex = "F" });
        made.EnsureSuccessStatusCode();
        return (await made.JsonAsync()).GetProperty("id").GetGuid();
    }

    /// <summary>A collected donation of a new donor with two tubes on their way, tests ordered.</summary>
    public async Task<string> DonationAsync(string familyName)
    {
        var donor = new DonorId(await DonorAsync(familyName));
        return await DoAsync("phl1", async (s, operation) =>
        {
            var (ids, subjects, stamp) = (s.GetRequiredService<IIdGenerator>(), s.GetRequiredService<ISubjects>(), FactStamp.Of(operation));
            var visit = await s.GetRequiredService<StartVisit>().ExecuteAsync(donor, DonationType.WholeBlood);
            var din = DonationNumber.Create("W1234", 2026, Interlocked.Increment(ref _serial));
            var donation = new Donation(new DonationId(ids.New()), din, donor, visit.Id, DonationType.WholeBlood, ids.New(), stamp);
            subjects.Create(donation.Id.Subject);
            var start = operation.NowAt.AddMinutes(-20);
            donation.Add(new LabelScan(ids.New(), donation.Id, Enum.GetValues<LabelTarget>()[0], din, 1, stamp));
            donation.Begin(new CollectionStart(
                ids.New(), donation.Id, start, new LotId(ids.New()), new EquipmentId(ids.New()), "left", ids.New(), stamp));
            donation.End(new CollectionRecord(
                ids.New(), donation.Id, 1,
                new CollectionDetails { Outcome = CollectionOutcome.Collected, StoppedAt = start.AddMinutes(8), VolumeMl = 480 }, 230, 250, stamp));
            foreach (var kind in new[] { TubeKind.Serology, TubeKind.Nat, TubeKind.BloodGroup })
            {
                var sample = new Sample(ids.New(), donation.Id, kind, din, start, stamp);
                sample.Sent(stamp);
                donation.Add(sample);
            }

            s.GetRequiredService<IDonations>().Add(donation);
            s.GetRequiredService<ITests>().Add(new TestOrder(ids.New(), donation.Id, ["HCV-AB", "HIV-NAT"], "", "panel", stamp));
            return din.Value;
        });
    }

    /// <summary>A bag of that donation, made by hand: in quarantine, or in stock with a printed and verified label.</summary>
    public Task<Guid> UnitAsync(string din, string productCode = "E0336V00", bool inStock = false) => DoAsync("cmp1", async (s, operation) =>
    {
        var (ids, donations) = (s.GetRequiredService<IIdGenerator>(), s.GetRequiredService<IDonations>());
        var donation = (await donations.FindByDinAsync(DonationNumber.FromValue(din)))!;
        var id = new UnitId(ids.New());
        var unit = new Unit(
            id, donation.Id, ComponentClass.RedCells, new UnitLabel(ids.New(), donation.Din, ProductCode.Parse(productCode), operation.NowAt), 320,
            donation.Record!.StoppedAt, new UnitProcessing { MethodCode = "PRP", ProducedAt = operation.NowAt }, operation.NowAt.AddDays(42),
            "America/New_York", operation.SiteId, FactStamp.Of(operation));
        unit.Quarantine();
        s.GetRequiredService<ISubjects>().Create(id.Subject);
        s.GetRequiredService<IUnits>().Add(unit);
        if (inStock)
        {
            var recorder = s.GetRequiredService<DecisionRecorder>();
            var print = await recorder.RecordAsync(GateName.PrintLabel, id.Subject, [], GateVerdict.Clear, "{}");
            unit.PrintLabel(print, operation);
            s.GetRequiredService<ILabels>().Add(new LabelPrint(
                ids.New(), unit, 1, BloodGroupCode.From(AboGroup.O, RhD.Positive), unit.LabelExpiry(), print.Id, FactStamp.Of(operation)));
            unit.LabelIsVerified();
            unit.Release(await recorder.RecordAsync(GateName.Release, id.Subject, [], GateVerdict.Clear, "{}"), operation);
        }

        return id.Value;
    });
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
