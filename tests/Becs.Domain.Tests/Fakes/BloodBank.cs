using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Gates;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Sites;
using Becs.Domain.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Domain.Tests.Fakes;

/// <summary>The rooms Donors, Donations and Testing wired on memory, and the steps of a day in the words of the trade.</summary>
public sealed partial class BloodBank
{
    /// <param name="rules">The rules to use; a small pack of test rules when null.</param>
    private KernelFakes.FakeQuarantine? _holds;

    public BloodBank(IRuleBooks? rules = null)
    {
        Rules = rules ?? new FakeRules();
        Operation = new TestOperation(Clock);
        Ids = new IdGenerator(Clock);
        DonorStores = new FakeDonorStores(Subjects);
        DonationStores = new FakeDonationStores(Subjects);
        Tests = new FakeTests(Subjects);
        Record = new VisitRecord(DonorStores, DonorStores, Subjects, Operation, Ids);
        Write = new WriteDeferrals(DonorStores, DonorStores, Subjects, Events, Operation, Ids);
        ReadEligibility = new ReadEligibilityFacts(
            DonorStores, DonorStores, DonorStores, DonationStores, Personal, Sites, Rules, Operation);
        ReadTesting = new ReadTestingFacts(
            DonationStores, DonorStores, Tests, DonationStores, DonationStores, Sites, Rules);
        Settle = new SettleTesting(ReadTesting, Tests, Write, Subjects, Events, Operation);
        Recorder = new DecisionRecorder(Decisions, Subjects, Operation, Ids, new FakeAuditTrail());
        BagLot = AddLot(LotKind.BagKit, "BAG-1", new DateOnly(2027, 1, 1), 500);
        ReagentLot = AddLot(LotKind.Reagent, "REA-1", new DateOnly(2027, 1, 1), null);
        Scale = new EquipmentId(Ids.New());
        DonationStores.Add(new Equipment(Scale, TestOperation.Site, "SCALE-1", "scale", new DateOnly(2027, 1, 1)));
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 10, 14, 0, 0, TimeSpan.Zero));

    public TestOperation Operation { get; }

    public IIdGenerator Ids { get; }

    public FakeSubjects Subjects { get; } = new();

    public FakePersonalRecords Personal { get; } = new();

    public RecordingEventSink Events { get; } = new();

    public IRuleBooks Rules { get; }

    public FakeSites Sites { get; } = new(new Site(TestOperation.Site, "NOR", "North", "W1234", "America/New_York"));

    public FakeGateDecisions Decisions { get; } = new();

    public FakeDonorStores DonorStores { get; }

    public FakeDonationStores DonationStores { get; }

    public FakeTests Tests { get; }

    public VisitRecord Record { get; }

    public WriteDeferrals Write { get; }

    public ReadEligibilityFacts ReadEligibility { get; }

    public ReadTestingFacts ReadTesting { get; }

    public SettleTesting Settle { get; }

    public DecisionRecorder Recorder { get; }

    public Lot BagLot { get; }

    public Lot ReagentLot { get; }

    public EquipmentId Scale { get; }

    public RegisterDonor Register =>
        new(DonorStores, new FindDuplicates(Personal), Personal, Subjects, Events, Operation, Ids);

    public IdentifyDonor Identify => new(Record, DonorStores, Personal);

    public InterviewDonor Interview => new(Record, Personal, Rules, Events);

    public ExamineDonor Examine => new(Record, Personal);

    public DecideReferral Refer => new(Record, Personal);

    public DecideEligibility Decide => new(ReadEligibility, Write, Events);

    public AssignDin Assign =>
        new(ReadEligibility, Recorder, DonationStores, DonationStores, Sites, Subjects, Events, Operation, Ids);

    public ScanLabels Scan => new(DonationStores, Subjects, Operation, Ids);

    /// <summary>Holds, empty unless a test places one.</summary>
    public KernelFakes.FakeQuarantine Holds => _holds ??= new KernelFakes.FakeQuarantine(Subjects);

    public StartCollection Start => new(
        DonationStores, DonationStores, DonationStores, Holds, ReadEligibility, Recorder, Subjects, Events, Operation, Ids);

    public RecordCollection End => new(
        DonationStores, DonorStores, DonorStores, Personal, Sites, Subjects, Events, Operation, Ids);

    public SampleTransport Transport => new(DonationStores, Subjects, Events, Operation, Ids);

    public OrderTests Order => new(ReadTesting, Tests, Subjects, Events, Operation, Ids);

    public RecordTestResults Results => new(
        new RunIntake(Tests, DonationStores, DonationStores, Subjects, Operation, Ids),
        Tests,
        DonationStores,
        DonorStores,
        ReadTesting,
        Settle,
        new EntryPlan(Tests, Operation),
        Subjects,
        Events,
        Operation,
        Ids);

    public InvalidateRun Invalidate =>
        new(Tests, DonationStores, DonorStores, Settle, Subjects, Events, Operation, Ids);

    public static DonorIdentity Ann { get; } = new()
    {
        FamilyName = "Lindqvist",
        GivenName = "Ann",
        BirthDate = new DateOnly(1990, 3, 4),
        Sex = DonorSex.Female,
        NationalId = "900304-1234",
        AddressValidUntil = new DateOnly(2027, 1, 1),
    };

    public static ExaminationMeasurements Healthy { get; } = new()
    {
        HaemoglobinTenthsGPerDl = 138,
        SampleSiteAcceptable = true,
        SystolicMmHg = 120,
        DiastolicMmHg = 80,
        PulseBpm = 70,
        PulseRegular = true,
        TemperatureTenthsC = 366,
        WeightTenthsKg = 700,
        ArmAcceptable = true,
    };

    public Lot AddLot(LotKind kind, string number, DateOnly expiresOn, int? nominalMl)
    {
        var lot = new Lot(
            new LotId(Ids.New()), kind, number, "Maker", expiresOn, FactStamp.Of(Operation.Context), nominalMl);
        DonationStores.Add(lot);
        return lot;
    }

    public async Task<DonorId> RegisterAsync(DonorIdentity? identity = null)
    {
        Operation.As("reg1", Permissions.DonorsRegister);
        var registered = await Register.ExecuteAsync(identity ?? Ann);
        Subjects.Commit();
        return registered.Donor.Id;
    }

    public async Task<VisitId> VisitAsync(DonorId donor, DonationType type = DonationType.WholeBlood)
    {
        Operation.As("reg1");
        var visit = await new StartVisit(DonorStores, DonorStores, Subjects, Events, Operation, Ids).ExecuteAsync(donor, type);
        Subjects.Commit();
        return visit.Id;
    }

    public async Task IdentifyAsync(
        VisitId visit, IdentityCheckStage stage = IdentityCheckStage.AtRegistration, string birthDate = "1990-03-04")
    {
        Operation.As("reg1");
        await Identify.ExecuteAsync(visit, stage, new Dictionary<string, string>
        {
            [IdentifierKinds.FullName] = "Ann Lindqvist",
            [IdentifierKinds.BirthDate] = birthDate,
        });
        Subjects.Commit();
    }

    public async Task InterviewAsync(
        VisitId visit, QuestionAnswer? tattoo = null, SelfExclusionChoice choice = SelfExclusionChoice.Use)
    {
        Operation.As("scr1", Permissions.DonorsScreen);
        await Interview.RecordConsentAsync(visit, "us.v1", true);
        await AnswerAsync(visit, tattoo);
        await Interview.RecordSelfExclusionAsync(visit, choice);
        await ReviewAsync(visit);
    }

    public async Task AnswerAsync(VisitId visit, QuestionAnswer? tattoo = null)
    {
        var answers = new Dictionary<string, QuestionAnswer>
        {
            ["WELL"] = new(AnswerValue.Yes),
            ["TATTOO"] = tattoo ?? new(AnswerValue.No),
        };
        var given = new QuestionnaireAnswers(Operation.Context.SiteToday, DonationType.WholeBlood, null, answers);
        await Interview.RecordAnswersAsync(visit, "donor-questionnaire", 1, given, true);
        Subjects.Commit();
    }

    public async Task ReviewAsync(VisitId visit)
    {
        Operation.As("scr1", Permissions.DonorsScreen);
        Operation.Sign(SignatureMeanings.Reviewed);
        await Interview.ReviewAnswersAsync(visit);
        Subjects.Commit();
    }

    public async Task ExamineAsync(VisitId visit, ExaminationMeasurements? measured = null)
    {
        Operation.As("scr1", Permissions.DonorsScreen);
        await Examine.ExecuteAsync(visit, measured ?? Healthy);
        Subjects.Commit();
    }

    /// <summary>A visit with every fact an acceptance needs.</summary>
    public async Task<VisitId> ReadyVisitAsync(DonorId donor)
    {
        var visit = await VisitAsync(donor);
        await IdentifyAsync(visit);
        await InterviewAsync(visit);
        await ExamineAsync(visit);
        return visit;
    }

    /// <summary>A donation with its number, labels scanned and the donor identified at the chair.</summary>
    public async Task<Donation> LabelledAsync(DonorId donor) => await LabelAsync(await ReadyVisitAsync(donor));

    /// <summary>The same for a visit that has its facts.</summary>
    public async Task<Donation> LabelAsync(VisitId visit)
    {
        var assigned = await Assign.ExecuteAsync(visit);
        Subjects.Commit();
        var donation = assigned.Donation!;
        await IdentifyAsync(visit, IdentityCheckStage.BeforeVenipuncture);
        Operation.As("phl1");
        foreach (var target in Enum.GetValues<LabelTarget>())
        {
            await Scan.ExecuteAsync(donation.Id, target, donation.Din);
        }

        Subjects.Commit();
        return donation;
    }

    /// <summary>Collected, 480 mL in ten minutes, tubes in the laboratory, panel ordered.</summary>
    public async Task<Donation> CollectedAsync(DonorId donor) => await CollectAsync(await ReadyVisitAsync(donor));

    /// <summary>The same for a visit that has its facts.</summary>
    public async Task<Donation> CollectAsync(VisitId visit)
    {
        var donation = await LabelAsync(visit);
        Operation.As("phl1");
        await Start.ExecuteAsync(donation.Id, Operation.Context.NowAt, BagLot.Id, Scale, "left");
        Subjects.Commit();
        Clock.Advance(TimeSpan.FromMinutes(10));
        Operation.As("phl1");
        await End.ExecuteAsync(donation.Id, new CollectionDetails
        {
            Outcome = CollectionOutcome.Collected,
            StoppedAt = Operation.Context.NowAt,
            VolumeMl = 480,
        });
        await Transport.SendAsync(donation.Id, [
            new ScannedTube(TubeKind.Serology, donation.Din),
            new ScannedTube(TubeKind.Nat, donation.Din),
            new ScannedTube(TubeKind.BloodGroup, donation.Din)]);
        await Transport.ReceiveAsync(donation.Id);
        await Order.ExecuteAsync(donation.Id);
        Subjects.Commit();
        return donation;
    }
}
