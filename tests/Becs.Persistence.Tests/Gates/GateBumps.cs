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
using Becs.Persistence.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Gates;

/// <summary>Everything somebody else can commit between the reading and the saving of a decision, by name, through the domain's commands.</summary>
public abstract class GateBumps(TestDatabase database) : GateSpecs(database)
{
    private const GateName First = GateName.AssignDin, Draw = GateName.StartCollection, Print = GateName.PrintLabel,
        Release = GateName.Release, Reserve = GateName.Allocate, Give = GateName.Issue;

    /// <summary>Name of the change, and the first and the last gate it concerns.</summary>
    private static readonly (string Name, GateName From, GateName To)[] Changes =
    [
        ("answers-amended", First, Release), ("examination-amended", First, Release), ("consent-withdrawn", First, Give),
        ("self-exclusion", First, Give), ("identified-again", First, Release), ("physician-refused", First, Release),
        ("deferral-written", First, Give), ("donor-merged", First, Give), ("donor-held", First, Give),
        ("label-scanned-again", Draw, Draw), ("started-by-another", Draw, Draw), ("bag-lot-recalled", Draw, Give),
        ("donation-held", Draw, Give), ("collection-amended", Print, Give), ("result-added", Print, Give), ("run-voided", Print, Give),
        ("reagent-lot-recalled", Print, Give), ("bag-lot-held", Print, Give), ("bag-held", Print, Give), ("parent-held", Print, Give),
        ("sibling-held", Print, Give), ("bag-discarded", Print, Give), ("signed-for-destruction", Print, Give),
        ("bag-moved", Print, Give), ("cover-revoked", Print, Release),
        ("reprinted", Print, Release), ("label-read-differently", Release, Release), ("released-by-another", Release, Release),
        ("antibody-added", Reserve, Give), ("typing-added", Reserve, Give), ("screen-positive", Reserve, Give),
        ("need-added", Reserve, Give), ("sample-received", Reserve, Give), ("allocated-by-another", Reserve, Reserve),
        ("crossmatch-incompatible", Give, Give), ("allocation-cancelled", Give, Give), ("order-cancelled", Give, Give),
        ("issued-by-another", Give, Give), ("issued-and-returned", Give, Give),
    ];

    public static TheoryData<GateName, string> Matrix() => [.. Enum.GetValues<GateName>()
        .SelectMany(gate => Changes.Where(c => c.From <= gate && gate <= c.To).Select(c => (gate, c.Name)))];

    /// <summary>Somebody else makes this change and commits it.</summary>
    protected Task ChangeAsync(string name) => name switch
    {
        "answers-amended" => DoAsync<InterviewDonor>("scr1", async s => await s.RecordAnswersAsync(
            Visit, "donor-questionnaire", 1, new QuestionnaireAnswers(default, default, null, await UntroubledAsync(), []), true,
            Cancellation)),
        "examination-amended" => DoAsync<ExamineDonor>(
            "scr1", s => s.ExecuteAsync(Visit, new ExaminationMeasurements { HaemoglobinTenthsGPerDl = 100 }, Cancellation)),
        "consent-withdrawn" => DoAsync<InterviewDonor>("scr1", s => s.WithdrawConsentAsync(Visit, "changed-mind", Cancellation)),
        "self-exclusion" => DoAsync<InterviewDonor>(
            "scr1", s => s.RecordSelfExclusionAsync(Visit, SelfExclusionChoice.DoNotUse, Cancellation)),
        "identified-again" => IdentifyAsync(Visit, IdentityCheckStage.BeforeVenipuncture),
        "physician-refused" => DoAsync<DecideReferral>(
            "phy1", s => s.ExecuteAsync(Visit, false, [], null, null, Cancellation), SignatureMeanings.MedicalDecision),
        "deferral-written" => DeferAsync(),
        "donor-merged" => MergeAsync(),
        "donor-held" => HoldAsync(HoldScope.Donor, Donor.Value),
        "label-scanned-again" => DoAsync<ScanLabels>(
            "phl1", s => s.ExecuteAsync(Donation.Id, LabelTarget.Bag, DonationNumber.Create("W1234", 2026, 999), Cancellation)),
        "started-by-another" => DoAsync<StartCollection>("phl1", s => StartAsync(s, Donation.Id)),
        "bag-lot-recalled" => DoAsync<RecallLot>("qa1", s => s.ExecuteAsync(BagLot, "leak", Cancellation)),
        "reagent-lot-recalled" => DoAsync<RecallLot>("qa1", s => s.ExecuteAsync(ReagentLot, "drift", Cancellation)),
        "bag-lot-held" => HoldAsync(HoldScope.Lot, BagLot.Value),
        "donation-held" => HoldAsync(HoldScope.Donation, Donation.Id.Value),
        "bag-held" => HoldAsync(HoldScope.Unit, Bag.Id.Value),
        "parent-held" => HoldRelativeAsync(u => u.Id == Bag.Parents[0].ParentId),
        "sibling-held" => HoldRelativeAsync(u => u.ComponentClass == ComponentClass.Plasma),
        "collection-amended" => DoAsync<RecordCollection>("phl1", s => s.ExecuteAsync(
            Donation.Id, new CollectionDetails
            {
                Outcome = CollectionOutcome.Collected,
                StoppedAt = Clock.UtcNow().AddHours(-2),
                VolumeMl = 470,
            },
            Cancellation)),
        "result-added" => SendResultsAsync("R9", "lab2", Grouping()),
        "run-voided" => VoidAsync("R1"),
        "bag-discarded" => DoAsync<DiscardUnit>("cmp1", s => s.RunAsync(Bag.Id, DiscardReasons.Broken, Cancellation)),
        "signed-for-destruction" => DoAsync<DiscardUnit>(
            "cmp1", s => s.RunAsync(Bag.Id, DiscardReasons.Bacteria, Cancellation), SignatureMeanings.Discarded),
        "bag-moved" => DoAsync<MoveUnit>("cmp1", s => s.RunAsync(Bag.Id, Site, "FRIDGE-2", Cancellation)),
        "cover-revoked" => DoAsync<CoverRegister>("qa1", s => s.RevokeAsync(Covers[0], "ended", Cancellation)),
        "reprinted" => PrintAsync("lbl1"),
        _ => ChangeLateAsync(name),
    };

    protected Task HoldAsync(HoldScope scope, Guid id) =>
        DoAsync<HoldRegister>("qa1", s => s.PlaceAsync(scope, id, HoldReasons.Manual, null, Cancellation));

    protected async Task HoldRelativeAsync(Func<Unit, bool> which)
    {
        await using var scope = Begin();
        var all = await scope.ServiceProvider.GetRequiredService<IUnits>().OfDonationAsync(Donation.Id, Cancellation);
        await HoldAsync(HoldScope.Unit, all.Single(which).Id.Value);
    }

    protected Task DeferAsync() => DoAsync<WriteDeferrals>("phy1", s => s.ExecuteAsync(
        Donor,
        [
            new DeferralTerms
            {
                Code = "TATTOO", End = DeferralEnd.Permanent, Source = DeferralSource.PostDonationInformation, RuleId = "TEST",
                RuleVersion = 1, PackHash = "",
            },
        ],
        Visit, null, Cancellation));

    protected async Task VoidAsync(string run)
    {
        await using var scope = Begin();
        var found = (await scope.ServiceProvider.GetRequiredService<ITests>().FindRunByNumberAsync(Site, run, Cancellation))!;
        await DoAsync<InvalidateRun>("lab1", s => s.ExecuteAsync(found.Id, "controls", Cancellation));
    }

    private Task ChangeLateAsync(string name) => name switch
    {
        "label-read-differently" => RereadAsync(),
        "released-by-another" => DoAsync<ReleaseGate>(
            "rel1", s => s.ReleaseAsync(Bag.Id, Cancellation), SignatureMeanings.Released),
        "antibody-added" => PatientFactAsync(s => s.RecordAntibodyAsync(Order.PatientId, "K", true, false, Cancellation)),
        "typing-added" => PatientFactAsync(
            s => s.RecordTypingAsync(Order.PatientId, Sample, AboGroup.B, RhD.Positive, false, Cancellation)),
        "screen-positive" => PatientFactAsync(s => s.RecordScreenAsync(Order.PatientId, Sample, true, Cancellation)),
        "need-added" => PatientFactAsync(s => s.RecordNeedAsync(
            Order.PatientId, SpecialNeedCodes.Washed, new DateOnly(2026, 1, 1), null, Cancellation)),
        "sample-received" => PatientFactAsync(s => s.ReceiveSampleAsync(
            Order.PatientId, "S9", Clock.UtcNow(), "nurse", false, RecentExposure.Yes, Cancellation)),
        "allocated-by-another" => AllocateAsync(),
        "crossmatch-incompatible" => CrossmatchAsync(false),
        "allocation-cancelled" => DoAsync<Allocations>("iss1", s => s.CancelAsync(Bag.Id, "other", Cancellation)),
        "order-cancelled" => DoAsync<PlaceOrder>("hos1", s => s.CancelAsync(Order.Id, "not-needed", Cancellation)),
        "issued-by-another" => DoAsync<IssueUnit>("iss1", s => s.RunAsync(Request(), Cancellation)),
        "issued-and-returned" => ReturnAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private async Task RereadAsync()
    {
        await PrintAsync("lbl1");
        await VerifyAsync("lbl2", "E0701V00");
    }

    private Task PatientFactAsync(Func<PatientRecords, Task> record) => DoAsync("lab1", record);

    private async Task AllocateAsync()
    {
        var other = await OrderAsync(Order.PatientId);
        await DoAsync<Allocations>("iss1", async s => Assert.NotNull(
            (await s.AllocateAsync(other.Id, 1, Bag.Id, cancellationToken: Cancellation)).Allocation));
    }

    private async Task ReturnAsync()
    {
        await ChangeAsync("issued-by-another");
        await DoAsync<UnitOutcomes>("iss1", async s => Assert.True(
            (await s.ReturnAsync(Bag.Id, new ReturnCondition(true, 40, 10), Cancellation)).IsAccepted));
    }

    private async Task MergeAsync()
    {
        var other = await RegisterAsync(Ann with
        {
            FamilyName = "Berg",
            GivenName = "Bo",
            BirthDate = new DateOnly(1970, 1, 1),
            NationalId = "700101-0001",
        });
        await DoAsync<MergeDonors>(
            "phy1", s => s.ExecuteAsync(Donor, other, "same-person", Cancellation), SignatureMeanings.MedicalDecision);
    }
}
