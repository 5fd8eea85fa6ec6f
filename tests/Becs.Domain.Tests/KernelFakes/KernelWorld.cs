using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Perm = Becs.Domain.Shared.Permissions;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>The kernel over memory, with a bag of red cells to which nothing is objected. Tests spoil one thing each.</summary>
internal sealed class KernelWorld
{
    public const string Din = "W123426000001";

    public KernelWorld()
    {
        Units = new FakeUnits(Subjects);
        Quarantine = new FakeQuarantine(Subjects);
        Orders = new FakeOrders(Subjects);
        Registers = new FakeRegisters(Subjects);
        var recorder = new DecisionRecorder(Quarantine, Subjects, Operation, Operation.Ids, Audit);
        var unitBlockers = new UnitBlockers(Units, Units, Quarantine, Quarantine, Quarantine);
        var scopes = new UnitScopes(Units, Registers, Registers);
        Evaluation = new ReleaseEvaluation(scopes, unitBlockers, Blockers, Quarantine, Subjects, Operation);
        Recorder = recorder;
        Gate = new ReleaseGate(Evaluation, recorder, Units, Registers, Quarantine, Subjects, Events, Operation.Ids, Operation);
        Labelling = new Labelling(Evaluation, Blockers, recorder, Units, Units, Subjects, Events, Operation.Ids, Operation);
        Discard = new DiscardUnit(Units, Units, Orders, Evaluation, Subjects, Events, Operation.Ids, Operation);
        Holds = new HoldRegister(Quarantine, Units, Discard, Subjects, Events, Operation.Ids, Operation);
        Covers = new CoverRegister(Quarantine, Subjects, Events, Operation.Ids, Operation);
        var compatibility = new CompatibilityCheck(Blockers, new ShippedRules(), Personal);
        var checks = new IssueChecks(unitBlockers, Blockers, compatibility, Orders, Units, Quarantine, Personal);
        var cases = new IssueCases(scopes, Orders, Orders, Operation);
        Allocations = new Allocations(
            Orders, Units, Units, cases, checks, recorder, Subjects, Events, Operation.Ids, Operation);
        Crossmatching = new RecordCrossmatch(Orders, cases, compatibility, Subjects, Events, Operation.Ids, Operation);
        Preview = new IssuePreview(Orders, cases, checks);
        Issuing = new IssueUnit(Orders, cases, checks, recorder, Subjects, Events, Operation.Ids, Operation);
        Outcomes = new UnitOutcomes(Units, Orders, Units, Holds, Subjects, Events, Operation.Ids, Operation);
        Patients = new PatientRecords(Orders, Personal, Subjects, Events, Operation.Ids, Operation);
        Donation = MakeDonation();
        CoverAll(Operation.Context.SiteToday.AddDays(30));
        Unit = MakeUnit("E0336V00");
    }

    public TestOperation Operation { get; } = new();

    public FakeSubjects Subjects { get; } = new();

    public RecordingEventSink Events { get; } = new();

    public RecordingAuditTrail Audit { get; } = new();

    public FakePersonalRecords Personal { get; } = new();

    public FakeDonationBlockers Blockers { get; } = new();

    public FakeUnits Units { get; }

    public FakeQuarantine Quarantine { get; }

    public FakeOrders Orders { get; }

    public FakeRegisters Registers { get; }

    public DecisionRecorder Recorder { get; }

    public ReleaseEvaluation Evaluation { get; }

    public ReleaseGate Gate { get; }

    public Labelling Labelling { get; }

    public DiscardUnit Discard { get; }

    public HoldRegister Holds { get; }

    public CoverRegister Covers { get; }

    public Allocations Allocations { get; }

    public RecordCrossmatch Crossmatching { get; }

    public IssueUnit Issuing { get; }

    public IssuePreview Preview { get; }

    public UnitOutcomes Outcomes { get; }

    public PatientRecords Patients { get; }

    public Donation Donation { get; }

    public Unit Unit { get; }

    /// <summary>A new operation: what was touched before does not count.</summary>
    public OperationContext As(string user, params string[] permissions)
    {
        Subjects.Commit();
        return Operation.As(user, permissions);
    }

    public Unit MakeUnit(string productCode, ComponentClass componentClass = ComponentClass.RedCells, DateTime? expiresAt = null)
    {
        var stamp = FactStamp.Of(Operation.As("cmp1"));
        var now = Operation.Context.NowAt;
        var unit = new Unit(
            new UnitId(Operation.Ids.New()), Donation.Id, componentClass,
            new UnitLabel(Operation.Ids.New(), Donation.Din, ProductCode.Parse(productCode), now), 320, now.AddDays(-1),
            new UnitProcessing { MethodCode = "PRP", ProducedAt = now.AddHours(-20) }, expiresAt ?? now.AddDays(41), "America/New_York",
            TestOperation.Site, stamp);
        unit.Quarantine();
        Units.Add(unit);
        return unit;
    }

    public Donation MakeDonation(string din = Din)
    {
        var stamp = FactStamp.Of(Operation.As("phl1"));
        var donation = new Donation(
            new DonationId(Operation.Ids.New()), DonationNumber.FromValue(din), new DonorId(Operation.Ids.New()),
            new VisitId(Operation.Ids.New()), DonationType.WholeBlood, Operation.Ids.New(), stamp);
        var now = Operation.Context.NowAt;
        donation.Begin(new CollectionStart(
            Operation.Ids.New(), donation.Id, now.AddDays(-1), new LotId(Operation.Ids.New()), new EquipmentId(Operation.Ids.New()),
            "left", Operation.Ids.New(), stamp));
        Registers.Add(donation);
        return donation;
    }

    public void CoverAll(DateOnly until)
    {
        foreach (var blocker in ReleaseBlockers.All.Where(b => !b.IsImplemented))
        {
            SignCover(blocker.Code, until);
        }
    }

    public ManualCover SignCover(string blocker, DateOnly until)
    {
        As("qa1", Perm.QualityAccept);
        Operation.Sign(SignatureMeanings.AcceptedForUse, "cover");
        return Covers.Sign(blocker, "SOP-1", until);
    }

    public async Task<Unit> LabelledAsync(Unit? unit = null, string printer = "lbl1", string verifier = "lbl2")
    {
        unit ??= Unit;
        As(printer, Perm.LabelsPrint);
        var printed = await Labelling.PrintAsync(unit.Id);
        Assert.NotNull(printed.Print);
        As(verifier, Perm.LabelsVerify);
        Assert.True((await Labelling.VerifyAsync(unit.Id, Scans(printed.Print))).Matches);
        return unit;
    }

    public async Task<ReleaseOutcome> ReleaseAsync(Unit? unit = null, string user = "rel1")
    {
        unit ??= Unit;
        As(user, Perm.ComponentsRelease);
        Operation.Sign(SignatureMeanings.Released, unit.Id.Subject.ToString());
        return await Gate.ReleaseAsync(unit.Id);
    }

    public async Task<Unit> ReleasedAsync(Unit? unit = null)
    {
        await LabelledAsync(unit);
        Assert.True((await ReleaseAsync(unit)).IsReleased);
        return unit ?? Unit;
    }

    public static string[] Scans(LabelPrint print) =>
    [
        $"={print.Din.Value}00=%{print.BloodGroup}",
        $"=<{print.ProductCode}",
        $"&>{print.Expiry}",
    ];
}
