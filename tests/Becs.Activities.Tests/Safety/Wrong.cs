using Becs.Activities.Tests.Bank;
using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Becs.Domain.Tests.Fakes;
using TestOperation = Becs.Domain.Tests.Fakes.TestOperation;

namespace Becs.Activities.Tests.Safety;

/// <summary>One thing that is wrong with a bag, and how to bring it about on a bag that is otherwise in order.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Before">How far the bag has come when it goes wrong.</param>
/// <param name="Spoil">Brings it about.</param>
/// <param name="Stands">False once it was cleared as the law allows, such as a hold lifted by two people.</param>
internal sealed record Wrong(string Name, UnitStatus Before, Func<Victim, Task> Spoil, Func<Victim, bool> Stands)
{
    private static readonly (string Name, Func<Victim, Task> Spoil, Func<Victim, bool> Stands)[] _always =
    [
        ("own-hold", v => v.HoldAsync(HoldScope.Unit, v.Unit.Id.Value), v => v.IsHeld),
        ("donation-hold", v => v.HoldAsync(HoldScope.Donation, v.Donation.Id.Value), v => v.IsHeld),
        ("donor-hold", v => v.HoldAsync(HoldScope.Donor, v.Donation.DonorId.Value), v => v.IsHeld),
        ("lot-hold", v => v.HoldAsync(HoldScope.Lot, v.Bank.Rooms.BagLot.Id.Value), v => v.IsHeld),
        ("expired", v => v.Bank.AdvanceAsync(TimeSpan.FromDays(60)), _ => true),
        ("late-reactive", LateReactiveAsync, _ => true),
        ("repeatedly-reactive", RepeatedlyReactiveAsync, _ => true),
        ("run-void", VoidRunAsync, _ => true),
        ("package-not-approved", OtherPackageAsync, _ => true),
        ("other-group", v => v.Bank.ResultsAsync("L", "lab2", Steps.OtherGroup(v.Donation)), _ => true),
    ];

    private static readonly (string Name, Func<Victim, Task> Spoil, Func<Victim, bool> Stands)[] _beforeRelease =
    [
        ("self-excluded", SelfExcludeAsync, _ => true),
        ("consent-withdrawn", WithdrawAsync, _ => true),
        ("cover-revoked", RevokeCoverAsync, _ => true),
    ];

    public static IReadOnlyList<Wrong> All { get; } =
    [
        new("untested", UnitStatus.Quarantined, _ => Task.CompletedTask, _ => true),
        new("one-group-only", UnitStatus.Quarantined, v => v.Bank.ResultsAsync("L", "lab1", Steps.Group(v.Donation)), _ => true),
        new("reactive", UnitStatus.Quarantined, v => v.Bank.TestAsync(v.Donation, "L", ("HIV-NAT", "R")), _ => true),
        new("repeat-pending", UnitStatus.Quarantined, v => v.Bank.TestAsync(v.Donation, "L", ("HCV-AB", "R")), _ => true),
        new("label-not-verified", UnitStatus.Labelled, _ => Task.CompletedTask, v => v.Unit.Status == UnitStatus.Labelled),
        .. _always.Concat(_beforeRelease)
            .Select(w => new Wrong("labelled-" + w.Name, UnitStatus.LabelVerified, w.Spoil, w.Stands)),
        .. _always.Select(w => new Wrong("released-" + w.Name, UnitStatus.Released, w.Spoil, w.Stands)),
        .. _always.Select(w => new Wrong("allocated-" + w.Name, UnitStatus.Allocated, w.Spoil, w.Stands)),
    ];

    // The workflow that runs is none that was approved and is in force.
    private static Task OtherPackageAsync(Victim v)
    {
        v.Bank.Package = "never-approved";
        return Task.CompletedTask;
    }

    private static Task LateReactiveAsync(Victim v) =>
        v.Bank.ResultsAsync("L", "lab1", BloodBank.Marker(v.Donation, "HIV-NAT", "R"));

    private static async Task RepeatedlyReactiveAsync(Victim v)
    {
        await v.Bank.ResultsAsync("L", "lab1", BloodBank.Marker(v.Donation, "HCV-AB", "R"));
        await v.Bank.RepeatAsync(v.Donation, "L2", "R", "R");
    }

    private static async Task VoidRunAsync(Victim v)
    {
        var run = (await v.Bank.Rooms.Tests.FindRunByNumberAsync(TestOperation.Site, "T1"))!;
        await v.Bank.DoAsync("lab3", () => v.Bank.Get<InvalidateRun>().ExecuteAsync(run.Id, "controls"));
    }

    private static Task SelfExcludeAsync(Victim v) => v.Bank.DoAsync("scr1", async () =>
    {
        await v.Bank.Rooms.Interview.RecordSelfExclusionAsync(v.Donation.VisitId, SelfExclusionChoice.DoNotUse);
        return 0;
    });

    private static Task WithdrawAsync(Victim v) => v.Bank.DoAsync("scr1", async () =>
    {
        await v.Bank.Rooms.Interview.WithdrawConsentAsync(v.Donation.VisitId, "asked");
        return 0;
    });

    private static Task RevokeCoverAsync(Victim v) => v.Bank.DoAsync("qa1", async () =>
    {
        await v.Bank.Get<CoverRegister>().RevokeAsync(v.Bank.Quarantine.Covers[0].Id, "procedure-withdrawn");
        return 0;
    });
}
