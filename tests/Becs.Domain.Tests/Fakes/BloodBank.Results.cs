using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Testing;

namespace Becs.Domain.Tests.Fakes;

/// <content>Runs of tests and their rows.</content>
public sealed partial class BloodBank
{
    public ResultBatch Batch(string run, params ResultRow[] rows) => new()
    {
        RunNumber = run,
        Method = "Analyser",
        ReagentLots = [ReagentLot.Number],
        RanAt = Operation.Context.NowAt,
        ControlsInRange = true,
        Rows = rows,
    };

    public static ResultRow Marker(Donation donation, string test, string interpretation, string role = "initial") =>
        new() { Din = donation.Din.Value, TestCode = test, Interpretation = interpretation, Role = role };

    /// <summary>Group A RhD positive unless changed.</summary>
    public static ResultRow Group(Donation donation, string antiA = "4+", string bCells = "3+", string antiB = "0", string a1 = "0") =>
        new()
        {
            Din = donation.Din.Value,
            TestCode = "ABO-RH",
            Reactions = new Dictionary<string, string>
            {
                ["antiA"] = antiA,
                ["antiB"] = antiB,
                ["a1Cells"] = a1,
                ["bCells"] = bCells,
                ["control"] = "0",
                ["antiD"] = "4+",
                ["controlD"] = "0",
            },
        };

    public async Task<RecordedResults> SendAsync(string run, string user, params ResultRow[] rows)
    {
        Operation.As(user, Permissions.TestsEnter);
        var recorded = await Results.ExecuteAsync(Batch(run, rows));
        Subjects.Commit();
        return recorded;
    }

    /// <summary>Every marker non-reactive, the group determined twice by two people.</summary>
    public async Task<RecordedResults> AllNegativeAsync(Donation donation, string run)
    {
        await SendAsync(run + "-1", "lab1", Group(donation), Marker(donation, "HBC-AB", "NR"), Marker(donation, "HCV-AB", "NR"));
        await SendAsync(run + "-2", "lab2", Group(donation));
        return await SendAsync(run + "-3", "lab1", Marker(donation, "HIV-NAT", "NR"));
    }
}
