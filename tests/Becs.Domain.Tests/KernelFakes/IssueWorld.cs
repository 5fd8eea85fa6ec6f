using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Perm = Becs.Domain.Shared.Permissions;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>A patient (A positive, two determinations) with an order, and a released O negative bag that fits.</summary>
internal sealed class IssueWorld
{
    public static readonly PickupSlip Slip = new("H-77", new DateOnly(1980, 2, 3));

    private IssueWorld(KernelWorld kernel) => Kernel = kernel;

    public KernelWorld Kernel { get; }

    public Patient Patient { get; private set; } = null!;

    public PatientSample Sample { get; private set; } = null!;

    public Order Order { get; private set; } = null!;

    public Unit Unit => Kernel.Unit;

    public static async Task<IssueWorld> StartAsync(
        OrderUrgency urgency = OrderUrgency.Routine, int determinations = 2, params string[] needs)
    {
        var world = new IssueWorld(new KernelWorld());
        var kernel = world.Kernel;
        await kernel.ReleasedAsync();
        kernel.As("hos1", Perm.OrdersPlace);
        world.Patient = await kernel.Patients.RegisterAsync(new PatientIdentity
        {
            FamilyName = "Canary",
            GivenName = "Testa",
            BirthDate = Slip.BirthDate,
            Sex = PatientSex.Female,
            HospitalNumber = Slip.HospitalNumber,
        });
        await world.SampleAsync(determinations);
        world.Order = await world.PlaceAsync(urgency, ComponentClass.RedCells, 1, needs);
        return world;
    }

    public async Task SampleAsync(int determinations)
    {
        for (var i = 0; i < Math.Max(1, determinations); i++)
        {
            Kernel.As("lab1", Perm.CrossmatchEnter);
            Sample = await Kernel.Patients.ReceiveSampleAsync(
                Patient.Id, $"S{i}", Kernel.Operation.Context.NowAt, "nurse", true, RecentExposure.No);
            if (i < determinations)
            {
                await Kernel.Patients.RecordTypingAsync(Patient.Id, Sample.Id, AboGroup.A, RhD.Positive, false);
            }
        }

        Kernel.As("lab1", Perm.CrossmatchEnter);
        await Kernel.Patients.RecordScreenAsync(Patient.Id, Sample.Id, false);
    }

    public async Task<Order> PlaceAsync(OrderUrgency urgency, ComponentClass componentClass, int quantity, params string[] needs)
    {
        var now = Kernel.As("hos1", Perm.OrdersPlace).NowAt;
        return await new PlaceOrder(
            Kernel.Orders, Kernel.Orders, new FakeSites(), Kernel.Allocations, Kernel.Events, Kernel.Operation.Ids, Kernel.Operation)
            .RunAsync(Patient.Id, TestOperation.Site, urgency, now.AddHours(4), [new OrderLine(1, componentClass, quantity, needs)]);
    }

    public async Task<AllocationOutcome> AllocateAsync(Unit? unit = null, bool emergency = false, Order? order = null)
    {
        Kernel.As("iss1", Perm.OrdersAllocate, Perm.UnitsIssueEmergency);
        return await Kernel.Allocations.AllocateAsync((order ?? Order).Id, 1, (unit ?? Unit).Id, emergency);
    }

    public async Task<Crossmatch> CrossmatchAsync(CrossmatchType type = CrossmatchType.Electronic, bool compatible = true)
    {
        Kernel.As("lab1", Perm.CrossmatchEnter);
        return await Kernel.Crossmatching.RunAsync(Order.Id, Unit.Id, Sample.Id, type, compatible);
    }

    public async Task<IssueOutcome> IssueAsync(Func<IssueRequest, IssueRequest>? with = null, Func<OperationContext, OperationContext>? by = null)
    {
        Kernel.As("iss1", Perm.UnitsIssue, Perm.UnitsIssueEmergency);
        if (by is not null)
        {
            Kernel.Operation.With(by);
        }

        var request = new IssueRequest
        {
            OrderId = Order.Id,
            UnitId = Unit.Id,
            Slip = Slip,
            ReceiverCode = "porter7",
            IsVisuallyNormal = true,
            TagScan = $"={KernelWorld.Din}00",
        };
        return await Kernel.Issuing.RunAsync(with is null ? request : with(request));
    }

    /// <summary>Allocated and crossmatched: only the issue is missing.</summary>
    public static async Task<IssueWorld> ReadyAsync()
    {
        var world = await StartAsync();
        Assert.NotNull((await world.AllocateAsync()).Allocation);
        Assert.True((await world.CrossmatchAsync()).IsCompatible);
        return world;
    }
}
