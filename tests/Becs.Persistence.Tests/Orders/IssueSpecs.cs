using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Orders;

public abstract class IssueSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    [Fact]
    public async Task Issue_WhenTwentyTryAtOnce_ThenOneWins()
    {
        var (unit, order) = await AllocatedAsync();
        using var start = new SemaphoreSlim(0);

        var tries = Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await start.WaitAsync(Cancellation);
            try
            {
                await RunAsync(s => IssueAsync(s, unit, order));
                return true;
            }
            catch (Exception exception) when (exception is ConflictException or RuleException)
            {
                return false;
            }
        })).ToList();
        start.Release(20);

        Assert.Equal(1, (await Task.WhenAll(tries)).Count(won => won));
        Assert.Equal(1, await CountAsync("unit_issues"));
        Assert.Equal(1, await CountAsync("units WHERE status = 'Issued' AND issued_decision_id IS NOT NULL"));
        Assert.Equal(1, await CountAsync("gate_decisions WHERE gate = 'Issue'"));
    }

    [Fact]
    public async Task Issue_WhenTwoHaveReadTheSameState_ThenTheSecondCommitIsRefused()
    {
        var (unit, order) = await AllocatedAsync();
        await using var second = Begin();
        await IssueAsync(second.ServiceProvider, unit, order);
        await RunAsync(s => IssueAsync(s, unit, order));

        await Assert.ThrowsAsync<StaleDecisionException>(
            () => second.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));
    }

    [Fact]
    public async Task Issue_WhenAnAntibodyIsPostedMeanwhile_ThenTheCommitIsRefused()
    {
        var (unit, order) = await AllocatedAsync();
        await using var slow = Begin();
        await IssueAsync(slow.ServiceProvider, unit, order);
        await RunAsync(async s =>
        {
            var patient = (await s.GetRequiredService<IPatients>().FindAsync(order.PatientId, Cancellation))!;
            patient.Add(new PatientAntibody(Ids.New(), patient.Id, "K", true, false, Stamp(s)));
            s.GetRequiredService<ISubjects>().Bump(patient.Id.Subject);
        });

        await Assert.ThrowsAsync<StaleDecisionException>(
            () => slow.ServiceProvider.GetRequiredService<UnitOfWork>().CommitAsync(Cancellation));
        Assert.Equal(0, await CountAsync("unit_issues"));
    }

    [Fact]
    public async Task Find_WhenStored_ThenOrderPatientAndFactsAreWhole()
    {
        var (unit, order) = await AllocatedAsync();
        await RunAsync(s => IssueAsync(s, unit, order));

        await using var scope = Begin();
        var orders = scope.ServiceProvider.GetRequiredService<IOrders>();
        var found = (await orders.FindAsync(order.Id, Cancellation))!;
        Assert.Equal("irradiated", Assert.Single(Assert.Single(found.Lines).SpecialNeeds));
        Assert.Null(await orders.OpenAllocationAsync(unit, Cancellation));
        Assert.Equal("porter", Assert.Single(await orders.IssuesOfUnitAsync(unit, Cancellation)).ReceiverCode);
        var patient = (await scope.ServiceProvider.GetRequiredService<IPatients>()
            .FindByNumberAsync(order.PatientId.Value.ToString("N"), Cancellation))!;
        Assert.Equal(AboGroup.A, Assert.Single(patient.Typings).Abo);
        Assert.Equal("S1", Assert.Single(patient.Samples).SampleCode);
    }

    [Fact]
    public async Task Facts_WhenSomebodyChangesThem_ThenTheDatabaseRefuses()
    {
        var (unit, order) = await AllocatedAsync();
        await RunAsync(s => IssueAsync(s, unit, order));

        foreach (var sql in new[]
        {
            "UPDATE unit_issues SET receiver_code = 'x'", "DELETE FROM unit_issues", "UPDATE patient_typings SET abo = 'O'",
            "UPDATE allocations SET unit_id = order_id", "DELETE FROM allocations",
        })
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteSqlAsync(sql));
        }
    }

    private static FactStamp Stamp(IServiceProvider services) =>
        FactStamp.Of(services.GetRequiredService<ICurrentOperation>().Context);

    private async Task<(UnitId Unit, Order Order)> AllocatedAsync()
    {
        UnitId unitId = default;
        Order order = null!;
        await RunAsync(async s =>
        {
            var unit = Bags.Make(s);
            unitId = unit.Id;
            await Bags.ReleaseAsync(s, unit);
            var patientId = new PatientId(Ids.New());
            var patient = new Patient(patientId, patientId.Value.ToString("N"), Stamp(s));
            var sample = new PatientSample(Ids.New(), patientId, "S1", Clock.UtcNow(), "nurse", true, RecentExposure.No, Stamp(s));
            patient.Add(sample);
            patient.Add(new PatientTyping(Ids.New(), patientId, sample.Id, AboGroup.A, RhD.Positive, false, Stamp(s)));
            s.GetRequiredService<IPatients>().Add(patient);
            order = new Order(
                new OrderId(Ids.New()), "O1", patientId, Site, Site, OrderUrgency.Routine, Clock.UtcNow().AddHours(1),
                [new OrderLine(1, ComponentClass.RedCells, 1, ["irradiated"])], Stamp(s));
            var orders = s.GetRequiredService<IOrders>();
            orders.Add(order);
            var decision = await Bags.DecideAsync(s, GateName.Allocate, unitId);
            unit.Allocate(decision, s.GetRequiredService<ICurrentOperation>().Context);
            orders.Add(new Allocation(Ids.New(), unitId, order, 1, decision.Id, Stamp(s)));
        });
        return (unitId, order);
    }

    private async Task IssueAsync(IServiceProvider s, UnitId unitId, Order order)
    {
        var orders = s.GetRequiredService<IOrders>();
        var allocation = await orders.OpenAllocationAsync(unitId, Cancellation)
            ?? throw new RuleException("TEST", "not allocated");
        var unit = (await s.GetRequiredService<IUnits>().FindAsync(unitId, Cancellation))!;
        await s.GetRequiredService<IPatients>().FindAsync(order.PatientId, Cancellation);
        var earlier = await orders.IssuesOfUnitAsync(unitId, Cancellation);
        var decision = await Bags.DecideAsync(s, GateName.Issue, unitId, order.PatientId.Subject);
        unit.Issue(decision, s.GetRequiredService<ICurrentOperation>().Context);
        allocation.Close(Clock.UtcNow(), null);
        orders.Add(new UnitIssue(Ids.New(), allocation, earlier.Count + 1, false, "porter", decision.Id, null, Stamp(s)));
        s.GetRequiredService<ISubjects>().Bump(unitId.Subject);
    }
}

public sealed class IssueOnSqlite() : IssueSpecs(new SqliteTestDatabase());

public sealed class IssueOnPostgres() : IssueSpecs(new PostgresTestDatabase());
