using System.Globalization;
using System.Text.Json.Nodes;

namespace Becs.EndToEnd.Tests.Walk;

/// <summary>The laboratory's instruments: they have no screen, they send results to the API.</summary>
internal sealed class Analyser(WalkServer server)
{
    private static readonly string[] _markers =
    [
        "HIV-AGAB", "HIV-NAT", "HBSAG", "HBC-TOTAL", "HBV-NAT", "HCV-AB", "HCV-NAT", "HTLV-AB", "SYPHILIS", "WNV-NAT", "TCRUZI-AB",
        "BABESIA-NAT", "AB-SCREEN",
    ];

    /// <summary>Every marker non-reactive; O RhD positive found twice, by two people.</summary>
    public async Task ReportAsync(string din)
    {
        await server.PostAsync("lab1", $"/api/donations/{din}/samples/receive", []);
        foreach (var marker in _markers)
        {
            await SendAsync("lab1", $"WALK-{marker}", marker, new JsonObject
            {
                ["din"] = din,
                ["testCode"] = marker,
                ["role"] = "initial",
                ["interpretation"] = "NR",
            });
        }

        await SendAsync("lab1", "WALK-GROUP-A", "ABO-RHD", GroupO(din));
        await SendAsync("lab2", "WALK-GROUP-B", "ABO-RHD", GroupO(din));
    }

    /// <summary>Two samples of the patient, typed by two people, screened.</summary>
    /// <returns>The code on the second tube.</returns>
    public async Task<string> TypeAsync(string patient)
    {
        var code = "";
        foreach (var user in new[] { "lab1", "lab2" })
        {
            code = $"WALK-SAMPLE-{user}";
            var sample = await server.PostAsync("lab1", $"/api/patients/{patient}/samples", new JsonObject
            {
                ["sampleCode"] = code,
                ["drawnAt"] = Text(server.NowAt.AddMinutes(-30)),
                ["collectorCode"] = "NURSE-4",
                ["twoIdentifiersAgree"] = true,
                ["recentExposure"] = "No",
            });
            var id = sample["factId"]!.GetValue<string>();
            await server.PostAsync(user, $"/api/patients/{patient}/typings", new JsonObject { ["sampleId"] = id, ["abo"] = "O", ["rhD"] = "Positive" });
            await server.PostAsync("lab1", $"/api/patients/{patient}/screens", new JsonObject { ["sampleId"] = id, ["isPositive"] = false });
        }

        return code;
    }

    private static string Text(DateTime at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static JsonObject GroupO(string din) => new()
    {
        ["din"] = din,
        ["testCode"] = "ABO-RHD",
        ["role"] = "initial",
        ["reactions"] = new JsonObject
        {
            ["antiA"] = "0",
            ["antiB"] = "0",
            ["a1Cells"] = "3+",
            ["bCells"] = "3+",
            ["control"] = "0",
            ["antiD"] = "4+",
            ["controlD"] = "0",
        },
    };

    private async Task SendAsync(string user, string run, string method, JsonObject row) =>
        await server.PostAsync(user, "/api/test-results", new JsonObject
        {
            ["runNumber"] = run,
            ["method"] = method,
            ["ranAt"] = Text(server.NowAt),
            ["controlsInRange"] = true,
            ["equipmentCode"] = "ANA-01",
            ["reagentLots"] = new JsonArray("REA-2026-01"),
            ["rows"] = new JsonArray(row),
        });
}
