using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Donors.Eligibility;
using Becs.Domain.Gates;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Sites;
using Becs.Domain.Testing;
using Becs.Domain.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Testing;

/// <summary>
/// Base of the suites of donors, donations and testing: the domain's steps on the real stores, each an operation with its own commit.
/// </summary>
public abstract class VeinToBagSpecs(TestDatabase database) : PersistenceSpecs(database)
{
    protected static DonorIdentity Ann { get; } = new()
    {
        FamilyName = "Lindqvist",
        GivenName = "Ann",
        BirthDate = new DateOnly(1990, 3, 4),
        Sex = DonorSex.Female,
        NationalId = "900304-1234",
    };

    protected LotId BagLot { get; private set; }

    protected LotId ReagentLot { get; private set; }

    protected EquipmentId Scale { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (BagLot, ReagentLot, Scale) = (new LotId(Ids.New()), new LotId(Ids.New()), new EquipmentId(Ids.New()));
        await RunAsync(s =>
        {
            var stamp = FactStamp.Of(s.GetRequiredService<ICurrentOperation>().Context);
            var expires = new DateOnly(2028, 1, 1);
            s.GetRequiredService<ISites>().Add(new Site(Site, "NOR", "North", "W1234", "America/New_York"));
            s.GetRequiredService<ILots>().Add(new Lot(BagLot, LotKind.BagKit, "BAG-1", "Maker", expires, stamp, 500));
            s.GetRequiredService<ILots>().Add(new Lot(ReagentLot, LotKind.Reagent, "REA-1", "Maker", expires, stamp));
            s.GetRequiredService<IEquipment>().Add(new Equipment(Scale, Site, "SCALE-1", "scale", expires));
        });
    }

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton<IRuleBooks, FakeRules>();
        Type[] steps =
        [
            typeof(DecisionRecorder), typeof(VisitRecord), typeof(FindDuplicates), typeof(RegisterDonor), typeof(StartVisit),
            typeof(IdentifyDonor), typeof(InterviewDonor), typeof(ExamineDonor), typeof(DecideReferral), typeof(WriteDeferrals),
            typeof(CloseDeferral), typeof(MergeDonors), typeof(ReadEligibilityFacts), typeof(DecideEligibility), typeof(AssignDin),
            typeof(ScanLabels), typeof(StartCollection), typeof(RecordCollection), typeof(SampleTransport), typeof(RecallLot),
            typeof(ReadTestingFacts), typeof(OrderTests), typeof(SettleTesting), typeof(RunIntake), typeof(EntryPlan),
            typeof(RecordTestResults), typeof(InvalidateRun), typeof(ResolveDiscrepancy),
        ];
        foreach (var step in steps)
        {
            services.AddScoped(step);
        }
    }

    /// <summary>One operation of one step, committed.</summary>
    protected async Task<T> DoAsync<TStep, T>(
        Func<TStep, Task<T>> act, string user = "scr1", string? meaning = null, params string[] permissions)
        where TStep : notnull
    {
        T? result = default;
        await RunAsync(async s => result = await act(s.GetRequiredService<TStep>()), By(user, meaning, permissions));
        return result!;
    }

    protected Func<OperationContext, OperationContext> By(string user, string? meaning, params string[] permissions) => context =>
    {
        var id = new Guid($"01900000-0000-7000-8000-{user.Aggregate(0L, (sum, c) => (sum * 100 + c) % 999_999_999_989):000000000000}");
        return context with
        {
            UserId = id,
            UserName = user,
            Permissions = permissions.ToHashSet(),
            Signature = meaning is null ? null : new Signature
            {
                Id = Ids.New(),
                UserId = id,
                UserName = user,
                PrintedName = user,
                SignedAt = context.NowAt,
                SiteTimeZone = "America/New_York",
                Meaning = meaning,
                Reason = "test",
                SignedHash = new string('0', 64),
                Subject = "test",
            },
        };
    };

    protected async Task<DonorId> RegisterAsync(DonorIdentity? identity = null) =>
        (await DoAsync<RegisterDonor, RegisteredDonor>(
            s => s.ExecuteAsync(identity ?? Ann, Cancellation), "reg1", null, Permissions.DonorsRegister)).Donor.Id;

    protected async Task<VisitId> ReadyVisitAsync(DonorId donor)
    {
        var visit = (await DoAsync<StartVisit, Visit>(s => s.ExecuteAsync(donor, DonationType.WholeBlood, Cancellation))).Id;
        await IdentifyAsync(visit, IdentityCheckStage.AtRegistration);
        await DoAsync<InterviewDonor, object>(async s =>
        {
            await s.RecordConsentAsync(visit, "us.v1", true, Cancellation);
            await s.RecordSelfExclusionAsync(visit, SelfExclusionChoice.Use, Cancellation);
            var answers = await UntroubledAsync();
            return await s.RecordAnswersAsync(
                visit, "donor-questionnaire", 1, new QuestionnaireAnswers(default, default, null, answers, []), true, Cancellation);
        });
        await DoAsync<InterviewDonor, AnswerReview>(
            s => s.ReviewAnswersAsync(visit, Cancellation), "scr1", SignatureMeanings.Reviewed);
        await DoAsync<ExamineDonor, Examination>(s => s.ExecuteAsync(
            visit,
            new ExaminationMeasurements
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
            },
            Cancellation));
        return visit;
    }

    /// <summary>An answer to every question of the day, none of which defers.</summary>
    protected async Task<Dictionary<string, QuestionAnswer>> UntroubledAsync()
    {
        var today = Clock.UtcNow().LocalDate(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        var book = await Services.GetRequiredService<IRuleBooks>().ForAsync(Site, today, Cancellation);
        return book.All<QuestionRule>().DistinctBy(q => q.Code).ToDictionary(
            q => q.Code, q => new QuestionAnswer(q.Triggers == AnswerValue.Yes ? AnswerValue.No : AnswerValue.Yes));
    }

    protected Task<IdentityCheck> IdentifyAsync(VisitId visit, IdentityCheckStage stage) =>
        DoAsync<IdentifyDonor, IdentityCheck>(s => s.ExecuteAsync(
            visit,
            stage,
            new Dictionary<string, string>
            {
                [IdentifierKinds.FullName] = "Ann Lindqvist",
                [IdentifierKinds.BirthDate] = "1990-03-04",
            },
            Cancellation));

    protected async Task<Donation> LabelledAsync(DonorId donor) => await LabelAsync(await ReadyVisitAsync(donor));

    protected async Task<Donation> LabelAsync(VisitId visit)
    {
        var donation = (await DoAsync<AssignDin, AssignedDin>(s => s.ExecuteAsync(visit, Cancellation))).Donation!;
        await IdentifyAsync(visit, IdentityCheckStage.BeforeVenipuncture);
        foreach (var target in Enum.GetValues<LabelTarget>())
        {
            await DoAsync<ScanLabels, bool>(s => s.ExecuteAsync(donation.Id, target, donation.Din, Cancellation), "phl1");
        }

        return donation;
    }

    protected Task<StartedCollection> StartAsync(StartCollection step, DonationId donation) =>
        step.ExecuteAsync(donation, Clock.UtcNow(), BagLot, Scale, "left", Cancellation);

    protected async Task<Donation> CollectedAsync(DonorId donor) => await CollectAsync(await LabelledAsync(donor));

    protected async Task<Donation> CollectAsync(Donation donation)
    {
        await DoAsync<StartCollection, StartedCollection>(s => StartAsync(s, donation.Id), "phl1");
        Clock.Advance(TimeSpan.FromMinutes(10));
        await DoAsync<RecordCollection, CollectionRecord>(
            s => s.ExecuteAsync(
                donation.Id,
                new CollectionDetails { Outcome = CollectionOutcome.Collected, StoppedAt = Clock.UtcNow(), VolumeMl = 480 },
                Cancellation),
            "phl1");
        await DoAsync<SampleTransport, object>(
            async s =>
            {
                var tubes = Enum.GetValues<TubeKind>().Take(3).Select(k => new ScannedTube(k, donation.Din)).ToList();
                var sent = await s.SendAsync(donation.Id, tubes, Cancellation);
                await s.ReceiveAsync(donation.Id, null, Cancellation);
                return sent;
            },
            "phl1");
        await DoAsync<OrderTests, TestOrder?>(s => s.ExecuteAsync(donation.Id, Cancellation));
        return donation;
    }

    protected ResultBatch Batch(string run, params ResultRow[] rows) => new()
    {
        RunNumber = run,
        Method = "Analyser",
        ReagentLots = ["REA-1"],
        RanAt = Clock.UtcNow(),
        ControlsInRange = true,
        Rows = rows,
    };

    protected Task<RecordedResults> SendAsync(string run, string user, params ResultRow[] rows) =>
        DoAsync<RecordTestResults, RecordedResults>(
            s => s.ExecuteAsync(Batch(run, rows), Cancellation), user, null, Permissions.TestsEnter);

    protected static ResultRow Marker(Donation donation, string test, string interpretation, string role = "initial") =>
        new() { Din = donation.Din.Value, TestCode = test, Interpretation = interpretation, Role = role };

    protected static ResultRow OtherGroup(Donation donation) => Group(donation) with
    {
        Reactions = new Dictionary<string, string>(Group(donation).Reactions!) { ["antiA"] = "0", ["antiB"] = "4+", ["a1Cells"] = "3+", ["bCells"] = "0" },
    };

    protected static ResultRow Group(Donation donation) => new()
    {
        Din = donation.Din.Value,
        TestCode = "ABO-RH",
        Reactions = new Dictionary<string, string>
        {
            ["antiA"] = "4+",
            ["antiB"] = "0",
            ["a1Cells"] = "0",
            ["bCells"] = "3+",
            ["control"] = "0",
            ["antiD"] = "4+",
            ["controlD"] = "0",
        },
    };
}
