using Becs.Activities.Tests.Bank;
using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Activities.Tests.Safety;

/// <summary>A bag somebody tries to get out although it must not, with an order that waits for it and another bag of its donation.</summary>
internal sealed class Victim
{
    private static readonly string[] _processes = ["donor-eligibility", "collection", "component-manufacture"];

    private Victim(FlowBank bank, Donation donation, IReadOnlyList<Unit> made) =>
        (Bank, Donation, Unit, Sibling) = (bank, donation, made[0], made[1]);

    public FlowBank Bank { get; }

    public Donation Donation { get; }

    public Unit Unit { get; }

    public Unit Sibling { get; }

    public Patient Patient { get; private set; } = null!;

    public Order Routine { get; private set; } = null!;

    public Order Emergency { get; private set; } = null!;

    /// <summary>Changes when something happened to the bag that matters to a gate.</summary>
    public (UnitStatus Status, int Holds, int OpenHolds, int Allocations) State => (
        Unit.Status, Bank.Quarantine.Holds.Count, Bank.Quarantine.Holds.Count(h => h.IsOpen),
        Bank.Orders.Allocations.Count(a => a.IsOpen));

    public bool IsHeld => Bank.Quarantine.Holds.Any(h => h.IsOpen);

    /// <summary>A bag in order that has come so far.</summary>
    public static async Task<Victim> MakeAsync(UnitStatus status)
    {
        var bank = new FlowBank(_processes);
        var donation = await bank.CollectedAsync();
        await bank.DoAsync("lab1", () => bank.Get<Domain.Testing.OrderTests>().ExecuteAsync(donation.Id));
        var victim = new Victim(bank, donation, await bank.MakeAsync(donation));
        victim.Patient = await bank.PatientAsync();
        victim.Routine = await bank.OrderAsync(victim.Patient);
        victim.Emergency = await bank.OrderAsync(victim.Patient, OrderUrgency.Emergency);
        if (status >= UnitStatus.Labelled)
        {
            await bank.TestAsync(donation, "T");
            await victim.LabelAsync(status);
        }

        if (status >= UnitStatus.Released)
        {
            bank.As("rel1");
            bank.Sign("released", victim.Unit.Id.Subject.ToString(), new string('0', 64));
            Assert.True((await bank.Get<ReleaseGate>().ReleaseAsync(victim.Unit.Id)).IsReleased);
            bank.Rooms.Subjects.Commit();
        }

        if (status >= UnitStatus.Allocated)
        {
            await bank.DoAsync("iss1", () => bank.Get<Allocations>().AllocateAsync(victim.Routine.Id, 1, victim.Unit.Id));
            await bank.DoAsync("lab1", () => bank.Get<RecordCrossmatch>().RunAsync(
                victim.Routine.Id, victim.Unit.Id, victim.Patient.Samples[^1].Id, CrossmatchType.Full, true));
        }

        Assert.Equal(status, victim.Unit.Status);
        return victim;
    }

    public Task HoldAsync(HoldScope scope, Guid id) =>
        Bank.DoAsync("qa1", () => Bank.Get<HoldRegister>().PlaceAsync(scope, id, HoldReasons.Visual, null));

    /// <summary>The scans of the label as it is, or as it would be.</summary>
    public async Task<IReadOnlyList<string>> ScansAsync()
    {
        var print = (await Bank.Get<ILabels>().OfAsync(Unit.Id)).Current;
        return
        [
            $"={Unit.Din.Value}00", $"=%{print?.BloodGroup ?? "6200"}", $"=<{Unit.Label.ProductCode}",
            $"&>{print?.Expiry ?? Unit.LabelExpiry().ToString()}",
        ];
    }

    private async Task LabelAsync(UnitStatus status)
    {
        await Bank.DoAsync("lbl1", () => Bank.Get<Labelling>().PrintAsync(Unit.Id));
        if (status >= UnitStatus.LabelVerified)
        {
            var scans = await ScansAsync();
            Assert.True((await Bank.DoAsync("lbl2", () => Bank.Get<Labelling>().VerifyAsync(Unit.Id, scans))).Matches);
        }
    }
}
