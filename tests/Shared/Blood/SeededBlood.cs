using Becs.Contracts.Components;
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

namespace Becs.Tests;

/// <summary>Puts into a server's database what only a day's work would bring: collected donations, bags, labels.</summary>
internal sealed class SeededBlood(IServiceProvider services)
{
    private int _serial;

    /// <summary>Runs as that person, at the first site, and commits.</summary>
    public async Task<T> DoAsync<T>(string userName, Func<IServiceProvider, OperationContext, Task<T>> work)
    {
        var runner = services.GetRequiredService<OperationRunner>();
        await using var scope = services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<IAccounts>().FindByNameAsync(userName);
        var request = new OperationRequest
        {
            OperationId = services.GetRequiredService<IIdGenerator>().New(),
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

    /// <summary>A collected donation of a donor with two tubes on their way, tests ordered.</summary>
    public async Task<string> DonationAsync(Guid donorId)
    {
        var donor = new DonorId(donorId);
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

    /// <summary>A bag of that donation, made by hand: in quarantine, or in stock with a printed and verified label; announced to its process, or not.</summary>
    public Task<Guid> UnitAsync(string din, string productCode = "E0336V00", bool inStock = false, bool isAnnounced = false) => DoAsync("cmp1", async (s, operation) =>
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
        if (isAnnounced)
        {
            s.GetRequiredService<IEventSink>().Raise(id.Subject, new ComponentCreated(
                id.Value, donation.Id.Value, donation.Din.Value, productCode, nameof(ComponentClass.RedCells), 320, unit.CollectedAt, operation.NowAt,
                unit.ExpiresAt, unit.ExpiryTimeZone, []));
        }

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
