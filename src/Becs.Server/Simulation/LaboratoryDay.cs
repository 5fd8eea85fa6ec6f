using System.Globalization;
using System.Text.Json.Nodes;

namespace Becs.Server.Simulation;

/// <summary>The laboratory: receives the tubes, sends result files, repeats in duplicate, confirms.</summary>
internal sealed class LaboratoryDay(StaffApi api, DayBook book, LaboratoryFindings findings, string day)
{
    private static readonly string[] _markers =
    [
        "HIV-AGAB", "HIV-NAT", "HBSAG", "HBC-TOTAL", "HBV-NAT", "HCV-AB", "HCV-NAT", "HTLV-AB", "SYPHILIS", "WNV-NAT", "TCRUZI-AB",
        "BABESIA-NAT", "AB-SCREEN",
    ];

    private List<BookedCase> Collected => [.. book.Cases.Where(c => c.IsCollected)];

    public async Task ReceiveAsync(CancellationToken ct)
    {
        foreach (var booked in Collected)
        {
            await api.PostAsync("lab1", $"/api/donations/{booked.Din}/samples/receive", [], ct);
        }
    }

    public async Task TestAsync(DateTime nowAt, CancellationToken ct)
    {
        foreach (var test in _markers)
        {
            var rows = Collected.Select(c => Row(c, test, "initial", Finding(c, test)?.Initial ?? "NR"));
            if (findings.InvalidFirstRun.Contains(test))
            {
                await SendAsync($"{day}-{test}-A", test, nowAt, false, rows.ToList(), "lab1", ct);
            }

            await SendAsync($"{day}-{test}-B", test, nowAt, true, rows.ToList(), "lab1", ct);
        }

        // Two independent determinations: another run, by another person.
        await SendAsync($"{day}-GROUP-A", "ABO-RHD", nowAt, true, [.. Collected.Select(c => Group(c))], "lab1", ct);
        await SendAsync($"{day}-GROUP-B", "ABO-RHD", nowAt, true, [.. Collected.Select(c => Group(c))], "lab2", ct);
    }

    public async Task RepeatAsync(DateTime nowAt, CancellationToken ct)
    {
        foreach (var (booked, finding) in Reactive())
        {
            var rows = finding.Repeats.Select((value, index) => Row(booked, finding.Test, $"repeat{index + 1}", value)).ToList();
            await SendAsync($"{day}-{finding.Test}-R", finding.Test, nowAt, true, rows, "lab2", ct);
        }
    }

    public async Task ConfirmAsync(DateTime nowAt, CancellationToken ct)
    {
        foreach (var (booked, finding) in Reactive().Where(r => r.Finding.Confirmatory is not null))
        {
            await SendAsync(
                $"{day}-{finding.Test}-C", finding.Test, nowAt, true, [Row(booked, finding.Test, "confirmatory", finding.Confirmatory!)], "lab3", ct);
        }
    }

    private IEnumerable<(BookedCase Booked, ReactiveFinding Finding)> Reactive() =>
        from booked in Collected
        from finding in findings.Reactive
        where finding.Booking == booked.Booking.No
        select (booked, finding);

    private ReactiveFinding? Finding(BookedCase booked, string test) =>
        findings.Reactive.FirstOrDefault(f => f.Booking == booked.Booking.No && f.Test == test);

    private static JsonObject Row(BookedCase booked, string test, string role, string interpretation) => new()
    {
        ["din"] = booked.Din,
        ["testCode"] = test,
        ["role"] = role,
        ["interpretation"] = interpretation,
    };

    private JsonObject Group(BookedCase booked)
    {
        var parts = findings.Groups[booked.Booking.No].Split(' ');
        var (hasA, hasB) = (parts[0].Contains('A', StringComparison.Ordinal), parts[0].Contains('B', StringComparison.Ordinal));
        var positive = parts[1] == "pos";
        var odd = findings.Discrepancies.FirstOrDefault(d => d.Booking == booked.Booking.No);
        var reactions = new JsonObject
        {
            ["antiA"] = hasA ? "4+" : "0",
            ["antiB"] = hasB ? "4+" : "0",
            ["a1Cells"] = odd is null ? hasA ? "0" : "3+" : hasA ? "3+" : "0",
            ["bCells"] = hasB ? "0" : "3+",
            ["control"] = "0",
            ["antiD"] = positive ? "4+" : "0",
            ["controlD"] = "0",
        };
        if (!positive)
        {
            reactions["weakD"] = "0";
            reactions["weakDControl"] = "0";
        }

        return new JsonObject { ["din"] = booked.Din, ["testCode"] = "ABO-RHD", ["role"] = "initial", ["reactions"] = reactions };
    }

    private async Task SendAsync(
        string run, string method, DateTime ranAt, bool controlsInRange, List<JsonObject> rows, string user, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await api.PostAsync(user, "/api/test-results", new JsonObject
        {
            ["runNumber"] = run,
            ["method"] = method,
            ["ranAt"] = ranAt.ToString("O", CultureInfo.InvariantCulture),
            ["controlsInRange"] = controlsInRange,
            ["equipmentCode"] = SupplyRoom.Analyser,
            ["reagentLots"] = new JsonArray(SupplyRoom.ReagentLot),
            ["rows"] = new JsonArray([.. rows.Select(r => (JsonNode)r.DeepClone())]),
        }, ct);
    }
}
