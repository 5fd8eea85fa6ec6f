using Becs.Domain.Components;
using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Isbt128;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Quarantine;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Testing;
using Becs.Domain.Tests.Fakes;

namespace Becs.Activities.Tests.Bank;

/// <summary>The steps of a day as people submit them: forms of tasks, results, orders.</summary>
internal static class Steps
{
    public const string Whole = "E0023V00";

    public static object Identifiers(string birthDate = "1990-03-04") => new { fullName = "Ann Lindqvist", birthDate };

    public static async Task<VisitId> VisitAsync(this FlowBank bank, DonorId? donor = null)
    {
        var who = donor ?? await bank.Rooms.RegisterAsync();
        return (await bank.DoAsync("reg1", () => bank.Get<StartVisit>().ExecuteAsync(who, DonationType.WholeBlood))).Id;
    }

    public static Task IdentifyAsync(this FlowBank bank, string birthDate = "1990-03-04") =>
        bank.CompleteAsync("Task.IdentifyDonor", "reg1", "Compare", Identifiers(birthDate));

    public static async Task QuestionnaireAsync(this FlowBank bank, params (string Field, object Value)[] changed)
    {
        var book = await bank.Rooms.Rules.ForAsync(TestOperation.Site, bank.Rooms.Operation.Context.SiteToday);
        var form = new Dictionary<string, object>
        {
            ["consentTextVersion"] = "us.v1",
            ["consentSigned"] = true,
            ["donorAcknowledged"] = true,
            ["useOfBlood"] = "Use",
            ["medicationListGoneThrough"] = true,
        };
        foreach (var question in book.All<QuestionRule>())
        {
            form[question.Code] = question.Triggers == AnswerValue.Yes ? "No" : "Yes";
        }

        foreach (var (field, value) in changed)
        {
            form[field] = value;
        }

        await bank.CompleteAsync("Task.TakeQuestionnaire", "scr1", "Complete", form);
    }

    public static Task ExamineAsync(this FlowBank bank, ExaminationMeasurements? measured = null) =>
        bank.CompleteAsync("Task.ExamineDonor", "scr1", "Record", measured ?? BloodBank.Healthy);

    /// <summary>A visit through to its donation number.</summary>
    public static async Task<Donation> AcceptedAsync(this FlowBank bank, DonorId? donor = null)
    {
        var visit = await bank.VisitAsync(donor);
        await bank.IdentifyAsync();
        await bank.QuestionnaireAsync();
        await bank.ExamineAsync();
        return await bank.DonationOfAsync(visit);
    }

    public static async Task<Donation> DonationOfAsync(this FlowBank bank, VisitId visit)
    {
        var found = await bank.Get<IVisits>().FindAsync(visit);
        return (await bank.Get<IDonations>().OfDonorsAsync([found!.DonorId])).Single(d => d.VisitId == visit);
    }

    public static string Scan(Donation donation) => $"={donation.Din.Value}00";

    public static Task ScanAsync(this FlowBank bank, Donation donation, string? bag = null) =>
        bank.CompleteAsync("Task.ScanDonationLabels", "phl1", "Compare", new
        {
            bag = bag ?? Scan(donation),
            tubes = Scan(donation),
            record = Scan(donation),
        });

    public static Task StartDrawAsync(this FlowBank bank, string birthDate = "1990-03-04") =>
        bank.CompleteAsync("Task.StartCollection", "phl1", "Start", new
        {
            fullName = "Ann Lindqvist",
            birthDate,
            arm = "left",
            bagLot = "BAG-1",
            scale = "SCALE-1",
        });

    public static async Task<Donation> CollectedAsync(this FlowBank bank, DonorId? donor = null)
    {
        var donation = await bank.AcceptedAsync(donor);
        await bank.ScanAsync(donation);
        await bank.StartDrawAsync();
        await bank.AdvanceAsync(TimeSpan.FromMinutes(10));
        await bank.CompleteAsync("Task.StopCollection", "phl1", "Collected", new { volumeMl = 480, reactionKind = "none" });
        await bank.SendTubesAsync(donation);
        return donation;
    }

    /// <summary>The tubes leave and arrive.</summary>
    public static async Task SendTubesAsync(this FlowBank bank, Donation donation)
    {
        await bank.CompleteAsync("Task.SendSamples", "phl1", "Send", new
        {
            serologyTube = Scan(donation),
            natTube = Scan(donation),
            groupTube = Scan(donation),
        });
        await bank.DoAsync("lab1", async () =>
        {
            await bank.Get<SampleTransport>().ReceiveAsync(donation.Id);
            return 0;
        });
    }

    public static async Task ResultsAsync(this FlowBank bank, string run, string user, params ResultRow[] rows)
    {
        Assert.Empty((await bank.Rooms.SendAsync(run, user, rows)).Errors);
        await bank.PumpAsync();
    }

    /// <summary>Results of every marker of the panel, all negative but what is named.</summary>
    public static async Task<ResultRow[]> MarkersAsync(
        this FlowBank bank, Donation donation, params (string Test, string Interpretation)[] changed)
    {
        var facts = await bank.Rooms.ReadTesting.OfAsync(donation.Id);
        bank.Rooms.Subjects.Forget();
        return [.. facts.Required.Where(t => t.Method != TestMethod.BloodGroup).Select(t => BloodBank.Marker(
            donation, t.Test, changed.FirstOrDefault(c => c.Test == t.Test).Interpretation ?? "NR"))];
    }

    public static ResultRow Group(Donation donation) => BloodBank.Group(donation) with { TestCode = "ABO-RHD" };

    public static ResultRow OtherGroup(Donation donation) =>
        BloodBank.Group(donation, antiA: "0", bCells: "0", antiB: "4+", a1: "3+") with { TestCode = "ABO-RHD" };

    /// <summary>Two groupings by two people and every marker.</summary>
    public static async Task TestAsync(
        this FlowBank bank, Donation donation, string run = "R", params (string Test, string Interpretation)[] changed)
    {
        await bank.ResultsAsync(run + "1", "lab1", [.. await bank.MarkersAsync(donation, changed), Group(donation)]);
        await bank.ResultsAsync(run + "2", "lab2", Group(donation));
    }

    public static Task RepeatAsync(this FlowBank bank, Donation donation, string run, string first, string second) => bank.ResultsAsync(
        run, "lab1", BloodBank.Marker(donation, "HCV-AB", first, "repeat1"), BloodBank.Marker(donation, "HCV-AB", second, "repeat2"));

    public static async Task<IReadOnlyList<Unit>> MakeAsync(this FlowBank bank, Donation donation, bool redCellsOnly = false)
    {
        await bank.AdvanceAsync(TimeSpan.FromHours(2));
        var frozenAt = bank.Rooms.Clock.GetUtcNow().UtcDateTime.ToString("O");
        object[] parts =
        [
            new { productCode = "E0336V00", volumeMl = 320 },
            new { productCode = "E0701V00", volumeMl = 200, frozenAt },
            new { productCode = "E2807V00", volumeMl = 55 },
        ];
        await bank.CompleteAsync("Task.ProcessWholeBlood", "cmp1", "Make", new
        {
            methodCode = "PRP",
            sourceProductCode = Whole,
            parts = redCellsOnly ? parts[..1] : parts,
        });
        return [.. bank.Units.Units.Where(u => u.DonationId == donation.Id && u.ComponentClass != ComponentClass.WholeBlood)];
    }

    public static Task PrintAsync(this FlowBank bank, Unit unit) =>
        bank.CompleteAsync(bank.Task("Task.PrintLabel", unit.Id.Value), "lbl1", "Print");

    public static async Task VerifyAsync(this FlowBank bank, Unit unit, string? product = null)
    {
        var print = (await bank.Get<ILabels>().OfAsync(unit.Id)).Current!;
        bank.Rooms.Subjects.Forget();
        await bank.CompleteAsync(bank.Task("Task.VerifyLabel", unit.Id.Value), "lbl2", "Verify", new
        {
            din = $"={print.Din.Value}00",
            bloodGroup = $"=%{print.BloodGroup}",
            product = $"=<{product ?? print.ProductCode}",
            expiry = $"&>{print.Expiry}",
        });
    }

    public static Task ReleaseAsync(this FlowBank bank, Unit unit) =>
        bank.CompleteAsync(bank.Task("Task.ReleaseComponent", unit.Id.Value), "rel1", "Release");

    public static async Task LabelAndReleaseAsync(this FlowBank bank, Unit unit)
    {
        await bank.PrintAsync(unit);
        await bank.VerifyAsync(unit);
        await bank.ReleaseAsync(unit);
        Assert.Equal(UnitStatus.Released, unit.Status);
    }

    /// <summary>A released bag of red cells, group A positive, of a donor of its own.</summary>
    public static async Task<Unit> InStockAsync(this FlowBank bank, string run = "R")
    {
        var donor = await bank.Rooms.RegisterAsync();
        var donation = await bank.CollectedAsync(donor);
        await bank.TestAsync(donation, run);
        var unit = Assert.Single(await bank.MakeAsync(donation, redCellsOnly: true));
        await bank.LabelAndReleaseAsync(unit);
        return unit;
    }

    /// <summary>A patient, A positive by two determinations, with a sample that serves.</summary>
    public static async Task<Patient> PatientAsync(this FlowBank bank)
    {
        var patient = await bank.RegisteredAsync();
        await bank.TestPatientAsync(patient);
        return patient;
    }

    /// <summary>A patient of whom nothing is known yet.</summary>
    public static Task<Patient> RegisteredAsync(this FlowBank bank) =>
        bank.DoAsync("hos1", () => bank.Get<PatientRecords>().RegisterAsync(new PatientIdentity
        {
            FamilyName = "Canary",
            GivenName = "Testa",
            BirthDate = new DateOnly(1980, 2, 3),
            Sex = PatientSex.Female,
            HospitalNumber = "H-77",
        }));

    public static async Task TestPatientAsync(this FlowBank bank, Patient patient)
    {
        var records = bank.Get<PatientRecords>();
        for (var i = 0; i < 2; i++)
        {
            var sample = await bank.DoAsync("lab1", () => records.ReceiveSampleAsync(
                patient.Id, $"S{i}", bank.Rooms.Operation.Context.NowAt, "nurse", true, RecentExposure.No));
            await bank.DoAsync("lab1", () => records.RecordTypingAsync(patient.Id, sample.Id, AboGroup.A, RhD.Positive, false));
            await bank.DoAsync("lab1", () => records.RecordScreenAsync(patient.Id, sample.Id, false));
        }
    }

    public static Task<Order> OrderAsync(
        this FlowBank bank, Patient patient, OrderUrgency urgency = OrderUrgency.Routine,
        ComponentClass componentClass = ComponentClass.RedCells, int quantity = 1) =>
        bank.DoAsync("hos1", () => bank.Get<PlaceOrder>().RunAsync(
            patient.Id, TestOperation.Site, urgency, bank.Rooms.Operation.Context.NowAt.AddHours(6),
            [new OrderLine(1, componentClass, quantity, [])]));

    public static Task CrossmatchAsync(this FlowBank bank, string result = "Compatible") =>
        bank.CompleteAsync("Task.Crossmatch", "lab1", "Record", new { sampleCode = "S1", type = "Full", result });

    public static object IssueForm(Unit unit, bool normal = true) => new
    {
        hospitalNumber = "H-77",
        birthDate = "1980-02-03",
        receiverCode = "porter7",
        visuallyNormal = normal,
        tagScan = $"={unit.Din.Value}00",
    };

    /// <summary>The only donation there is.</summary>
    public static async Task<Donation> DonationAsync(this FlowBank bank)
    {
        var all = await bank.Get<IDonations>().OfDonorsAsync(bank.Rooms.DonorStores.Ids);
        return Assert.Single(all);
    }

    public static Task<Hold> HoldAsync(this FlowBank bank, Unit unit) => bank.DoAsync(
        "qa1", () => bank.Get<HoldRegister>().PlaceAsync(HoldScope.Unit, unit.Id.Value, HoldReasons.Visual, null));

    public static async Task LiftAsync(this FlowBank bank, Hold hold)
    {
        await bank.DoAsync("qa1", () => bank.Get<HoldRegister>().ProposeAsync(hold.Id, HoldDecision.Lift, "looked"));
        await bank.DoAsync("rel2", () => bank.Get<HoldRegister>().CloseAsync(hold.Id), Becs.Domain.Signatures.SignatureMeanings.Lifted);
    }
}
