using Becs.Domain.ChangeControl;
using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Gates;
using Becs.Domain.Inventory;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Testing;
using Becs.Domain.Tests.KernelFakes;
using Becs.Domain.Tests.Rules;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Gates;

/// <summary>
/// Base of the suites of the gates: the shipped rules, an accepted workflow package, signed manual covers, and one donation brought through
/// the domain's own commands, each with its own commit, as far as a test needs it.
/// </summary>
public abstract class GateSpecs(TestDatabase database) : VeinToBagSpecs(database)
{
    protected const string Package = "0f00000000000000000000000000000000000000000000000000000000000001";

    protected DonorId Donor { get; private set; }

    protected VisitId Visit { get; private set; }

    protected Donation Donation { get; private set; } = null!;

    protected Unit Bag { get; private set; } = null!;

    protected Order Order { get; set; } = null!;

    protected Guid Sample { get; private set; }

    protected IReadOnlyList<Guid> Covers { get; private set; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await DoAsync<IPackageRecords>("qa1", s =>
        {
            var package = new PackageRecord(Ids.New(), PackageRecord.Workflow, "p", 1, "p", Package, "b", [1], Clock.UtcNow());
            s.Add(package, []);
            package.Accept(Current.Context, Clock.UtcNow());
            return Task.CompletedTask;
        }, SignatureMeanings.AcceptedForUse);
        await DoAsync<IEquipment>("qa1", s =>
        {
            s.Add(new Equipment(new EquipmentId(Ids.New()), Site, "ANA-1", "analyser", new DateOnly(2028, 1, 1)));
            return Task.CompletedTask;
        });
    }

    private ICurrentOperation Current { get; set; } = null!;

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddSingleton<IRuleBooks, ShippedRules>();
        services.AddSingleton<IProductTables, SampleTable>();
        Type[] steps =
        [
            typeof(ReleaseEvaluation), typeof(UnitScopes), typeof(UnitBlockers), typeof(DonationBlockers), typeof(ReleaseGate),
            typeof(CoverRegister), typeof(HoldRegister), typeof(DiscardUnit), typeof(Labelling), typeof(ManufactureComponents),
            typeof(IssueCases), typeof(IssueChecks), typeof(CompatibilityCheck), typeof(Allocations), typeof(RecordCrossmatch),
            typeof(IssueUnit), typeof(UnitOutcomes), typeof(PlaceOrder), typeof(PatientRecords), typeof(MoveUnit),
        ];
        foreach (var step in steps)
        {
            services.AddScoped(step);
        }
    }

    /// <summary>A person with every permission, in a workflow of the accepted package. What is signed is the bag, once there is one.</summary>
    protected Func<OperationContext, OperationContext> As(string user, string? meaning = null, string package = Package) => context =>
    {
        var by = By(user, meaning, [.. Permissions.All])(context);
        return by with
        {
            PackageHash = package,
            Reason = "test",
            Signature = by.Signature is { } signature
                ? signature with { SignedHash = Package, Subject = Bag?.Id.Subject.ToString() ?? "test" }
                : null,
        };
    };

    /// <summary>One operation of one step, committed.</summary>
    protected Task DoAsync<TStep>(string user, Func<TStep, Task> act, string? meaning = null)
        where TStep : notnull => RunAsync(
        s =>
        {
            Current = s.GetRequiredService<ICurrentOperation>();
            return act(s.GetRequiredService<TStep>());
        },
        As(user, meaning));

    /// <summary>Brings the donation to the state in which this gate is asked next, and would open.</summary>
    protected async Task ReachAsync(GateName gate)
    {
        Donor = await RegisterAsync();
        Visit = await ReadyVisitAsync(Donor);
        if (gate >= GateName.StartCollection)
        {
            Donation = await LabelAsync(Visit);
        }

        if (gate >= GateName.PrintLabel)
        {
            await CollectAsync(Donation);
            await TestAsync("NR");
            await MakeAsync();
            await CoverAsync();
        }

        if (gate >= GateName.Release)
        {
            await PrintAndVerifyAsync();
        }

        if (gate >= GateName.Allocate)
        {
            await DoAsync<ReleaseGate>("rel1", async g => Assert.True(
                (await g.ReleaseAsync(Bag.Id, Cancellation)).IsReleased), SignatureMeanings.Released);
            Order = await OrderAsync(await PatientAsync());
        }

        if (gate >= GateName.Issue)
        {
            await DoAsync<Allocations>("iss1", async a => Assert.NotNull(
                (await a.AllocateAsync(Order.Id, 1, Bag.Id, cancellationToken: Cancellation)).Allocation));
            await CrossmatchAsync(true);
        }
    }

    /// <summary>Asks the gate; true when it opened. Nothing is committed here.</summary>
    protected async Task<bool> AskAsync(IServiceProvider services, GateName gate) => gate switch
    {
        GateName.AssignDin =>
            (await services.GetRequiredService<AssignDin>().ExecuteAsync(Visit, Cancellation)).Donation is not null,
        GateName.StartCollection => (await StartAsync(services.GetRequiredService<StartCollection>(), Donation.Id)).IsStarted,
        GateName.PrintLabel => (await services.GetRequiredService<Labelling>().PrintAsync(Bag.Id, Cancellation)).Print is not null,
        GateName.Release => (await services.GetRequiredService<ReleaseGate>().ReleaseAsync(Bag.Id, Cancellation)).IsReleased,
        GateName.Allocate => (await services.GetRequiredService<Allocations>()
            .AllocateAsync(Order.Id, 1, Bag.Id, cancellationToken: Cancellation)).Allocation is not null,
        _ => (await services.GetRequiredService<IssueUnit>().RunAsync(Request(), Cancellation)).Issue is not null,
    };

    /// <summary>Who asks this gate: somebody who did nothing before it.</summary>
    protected Func<OperationContext, OperationContext> Asking(GateName gate, string package = Package) => gate switch
    {
        GateName.AssignDin => As("scr2", null, package),
        GateName.StartCollection => As("phl2", null, package),
        GateName.PrintLabel => As("lbl3", null, package),
        GateName.Release => As("rel2", SignatureMeanings.Released, package),
        _ => As("iss2", null, package),
    };

    protected IssueRequest Request() => new()
    {
        OrderId = Order.Id,
        UnitId = Bag.Id,
        Slip = new PickupSlip("H-77", new DateOnly(1980, 2, 3)),
        ReceiverCode = "porter7",
        IsVisuallyNormal = true,
        TagScan = $"={Bag.Din.Value}00",
    };

    protected async Task SendResultsAsync(string run, string user, params ResultRow[] rows) =>
        await DoAsync<RecordTestResults>(user, async s =>
        {
            var batch = Batch(run, rows) with { EquipmentCode = "ANA-1" };
            Assert.Empty((await s.ExecuteAsync(batch, Cancellation)).Errors);
        });

    protected ResultRow Grouping() => Group(Donation) with { TestCode = "ABO-RHD" };

    /// <summary>Every marker of the panel with this interpretation of the first, and two groupings by two people.</summary>
    protected async Task TestAsync(string first)
    {
        await using var scope = Begin(As("lab1"));
        var facts = await scope.ServiceProvider.GetRequiredService<ReadTestingFacts>().OfAsync(Donation.Id, Cancellation);
        var markers = facts.Required.Where(t => t.Method != TestMethod.BloodGroup).Select(t => t.Test).ToList();
        await SendResultsAsync("R1", "lab1",
            [.. markers.Select((t, i) => Marker(Donation, t, i == 0 ? first : "NR")), Grouping()]);
        await SendResultsAsync("R2", "lab2", Grouping());
    }

    protected async Task MakeAsync()
    {
        Clock.Advance(TimeSpan.FromHours(2));
        await DoAsync<ManufactureComponents>("cmp1", async s => Bag = (await s.RunAsync(new ManufactureRequest
        {
            DonationId = Donation.Id,
            MethodCode = "PRP",
            SourceProductCode = "E0023V00",
            Parts =
            [
                new ComponentPart { ProductCode = "E0336V00", VolumeMl = 320, ProducedAt = Clock.UtcNow() },
                new ComponentPart { ProductCode = "E0701V00", VolumeMl = 200, ProducedAt = Clock.UtcNow(), FrozenAt = Clock.UtcNow() },
            ],
        }, Cancellation))[0]);
    }

    protected Task CoverAsync() => DoAsync<CoverRegister>("qa1", s =>
    {
        Covers = [.. ReleaseBlockers.All.Where(b => !b.IsImplemented)
            .Select(b => s.Sign(b.Code, "SOP-1", Current.Context.SiteToday.AddDays(60)).Id)];
        return Task.CompletedTask;
    }, SignatureMeanings.AcceptedForUse);

    protected Task PrintAsync(string user) => DoAsync<Labelling>(user, async s =>
        Assert.NotNull((await s.PrintAsync(Bag.Id, Cancellation)).Print));

    protected async Task VerifyAsync(string user, string? product = null) => await DoAsync<Labelling>(user, async s =>
    {
        await using var scope = Begin();
        var print = (await scope.ServiceProvider.GetRequiredService<ILabels>().OfAsync(Bag.Id, Cancellation)).Current!;
        await s.VerifyAsync(Bag.Id,
            [$"={print.Din.Value}00", $"=%{print.BloodGroup}", $"=<{product ?? print.ProductCode}", $"&>{print.Expiry}"], Cancellation);
    });

    protected async Task PrintAndVerifyAsync()
    {
        await PrintAsync("lbl1");
        await VerifyAsync("lbl2");
    }

    /// <summary>A patient, A positive by two determinations, with a sample that serves.</summary>
    protected async Task<PatientId> PatientAsync()
    {
        PatientId id = default;
        await DoAsync<PatientRecords>("hos1", async s => id = (await s.RegisterAsync(new PatientIdentity
        {
            FamilyName = "Testa",
            GivenName = "Pat",
            BirthDate = new DateOnly(1980, 2, 3),
            Sex = PatientSex.Female,
            HospitalNumber = "H-77",
        }, Cancellation)).Id);
        for (var i = 0; i < 2; i++)
        {
            await DoAsync<PatientRecords>("lab1", async s => Sample = (await s.ReceiveSampleAsync(
                id, $"S{i}", Clock.UtcNow(), "nurse", true, RecentExposure.No, Cancellation)).Id);
            await DoAsync<PatientRecords>("lab1", async s =>
            {
                await s.RecordTypingAsync(id, Sample, AboGroup.A, RhD.Positive, false, Cancellation);
                await s.RecordScreenAsync(id, Sample, false, Cancellation);
            });
        }

        return id;
    }

    protected async Task<Order> OrderAsync(PatientId patient, OrderUrgency urgency = OrderUrgency.Routine)
    {
        Order? order = null;
        await DoAsync<PlaceOrder>("hos1", async s => order = await s.RunAsync(
            patient, Site, urgency, Clock.UtcNow().AddHours(6), [new OrderLine(1, ComponentClass.RedCells, 1, [])], Cancellation));
        return order!;
    }

    protected Task CrossmatchAsync(bool isCompatible) => DoAsync<RecordCrossmatch>("lab1", s => s.RunAsync(
        Order.Id, Bag.Id, Sample, CrossmatchType.Full, isCompatible, Cancellation));

    private sealed class SampleTable : IProductTables
    {
        private static readonly ProductTable Table = ProductTable.Parse(File.ReadAllBytes(
            Path.Combine(Packs.Root, "workflows", "rules", "isbt128", "product-codes.sample.json")));

        public Task<ProductTable> ForAsync(SiteId site, CancellationToken cancellationToken = default) => Task.FromResult(Table);
    }
}
