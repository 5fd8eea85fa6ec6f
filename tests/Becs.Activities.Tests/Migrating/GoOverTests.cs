using Becs.Activities.Tests.Bank;
using Becs.Activities.Tests.Proving;
using Becs.Domain.Components;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;

namespace Becs.Activities.Tests.Migrating;

/// <summary>From a donor at the door to a bag at the bedside, with every instance going from version to version wherever it stops.</summary>
public sealed class GoOverTests
{
    private static readonly string[] _processes =
    [
        "donor-eligibility", "collection", "donation-testing", "component-manufacture", "component-release", "order-and-issue", "quarantine",
    ];

    [Fact]
    public async Task EveryStop_WhenTheDrawingIsTheSame_ThenAllGoOverAndDoWhatTheyWouldHaveDone()
    {
        var stays = new FlowBank(_processes);
        await LiveAsync(stays);
        var moves = new TwoVersions(_processes, (_, draft) => draft.Definition["description"] = "The second version");

        await LiveAsync(moves.Bank);

        Assert.Empty(moves.Stayed);
        Assert.Equal(_processes.Order(StringComparer.Ordinal), moves.Went.Select(w => w.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.True(moves.Went.Distinct().Count() >= 24, string.Join(Environment.NewLine, moves.Went.Distinct()));
        Assert.Equal(TwoVersions.Path(stays), TwoVersions.Path(moves.Bank));
    }

    /// <summary>One more box on the first arrow of each process: whoever stands at one place goes over, whoever stands in branches stays as it is.</summary>
    [Fact]
    public async Task EveryStop_WhenAStepIsAdded_ThenOnlyThoseInBranchesStayAndAllEndTheSame()
    {
        var stays = new FlowBank(_processes);
        await LiveAsync(stays);
        var moves = new TwoVersions(_processes, (_, draft) =>
        {
            var first = draft.Arrows[0]!["source"]!;
            draft.Add("Elsa.WriteLine", "Noted", ("text", Draft.Literal("noted")));
            draft.Between(first["activity"]!.ToString(), first["port"]!.ToString(), "Noted", "Done");
        });

        await LiveAsync(moves.Bank);

        Assert.NotEmpty(moves.Stayed);
        Assert.All(moves.Stayed, s => Assert.StartsWith("ShapeChanged:", s.Why, StringComparison.Ordinal));
        Assert.True(moves.Went.Distinct().Count() >= 15, string.Join(Environment.NewLine, moves.Went.Distinct()));
        Assert.Equal(TwoVersions.Path(stays), TwoVersions.Path(moves.Bank).Where(p => !p.Contains("/Noted ", StringComparison.Ordinal)));
    }

    /// <summary>The use of it: a second check before the release holds for bags that were under way when it was approved.</summary>
    [Fact]
    public async Task Release_WhenItGoesOverAtTheVerification_ThenTheNewCheckIsAskedBeforeIt()
    {
        var moves = new TwoVersions(_processes, (process, draft) =>
        {
            if (process == "component-release")
            {
                draft.Ask("SecondCheck");
                draft.Between("Verify", "Verified", "SecondCheck", "Seen");
            }
        }, back: false);
        var bank = moves.Bank;
        var donation = await bank.CollectedAsync(await bank.Rooms.RegisterAsync());
        await bank.TestAsync(donation, "R");
        var unit = Assert.Single(await bank.MakeAsync(donation, redCellsOnly: true));
        await bank.PrintAsync(unit);
        await bank.VerifyAsync(unit);

        Assert.Equal(UnitStatus.LabelVerified, unit.Status);
        Assert.DoesNotContain(bank.OpenTasks, t => t.TitleKey == "Task.ReleaseComponent");
        await bank.CompleteAsync("Task.SecondCheck", "phl1", "Seen");
        await bank.ReleaseAsync(unit);
        Assert.Equal(UnitStatus.Released, unit.Status);
    }

    private static async Task LiveAsync(FlowBank bank)
    {
        var unit = await bank.InStockAsync();
        var patient = await bank.PatientAsync();
        await bank.OrderAsync(patient);
        await bank.CompleteAsync("Task.AllocateUnit", "iss1", "Allocate");
        await bank.CrossmatchAsync("Incompatible");
        await bank.CompleteAsync("Task.ReleaseAllocation", "iss1", "GiveBack");
        await bank.CompleteAsync("Task.AllocateUnit", "iss1", "Allocate");
        await bank.CrossmatchAsync();
        await bank.CompleteAsync("Task.IssueUnit", "iss1", "Issue", Steps.IssueForm(unit));
        await bank.CompleteAsync("Task.ReportFate", "hos1", "Returned");
        await bank.CompleteAsync("Task.InspectReturn", "iss1", "Record", new { sealIntact = true, temperatureTenthsC = 60 });
        await bank.OrderAsync(patient, OrderUrgency.Emergency);
        await bank.CompleteAsync("Task.EmergencyIssue", "iss1", "Issue", Steps.IssueForm(unit));
        await bank.CrossmatchAsync("Compatible");
        await bank.CompleteAsync("Task.ReportFate", "hos1", "Transfused");
        Assert.Equal(UnitStatus.Transfused, unit.Status);

        var hold = await bank.DoAsync("lab1", () => bank.Get<HoldRegister>().PlaceAsync(HoldScope.Lot, bank.Rooms.BagLot.Id.Value, HoldReasons.Recall, null));
        await bank.CompleteAsync("Task.InvestigateHold", "lab1", "ProposeLift", new { findingCode = "looked" });
        await bank.CompleteAsync("Task.CoSignLift", "rel1", "SendBack", meaning: "reviewed");
        await bank.CompleteAsync("Task.InvestigateHold", "lab1", "ProposeLift", new { findingCode = "looked" });
        await bank.CompleteAsync("Task.CoSignLift", "rel1", "Agree");
        Assert.False(hold.IsOpen);
        await bank.AdvanceAsync(TimeSpan.FromHours(30));
    }
}
