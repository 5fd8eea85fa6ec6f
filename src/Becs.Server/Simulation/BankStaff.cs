using System.Globalization;
using System.Text.Json.Nodes;

namespace Becs.Server.Simulation;

/// <summary>Component bench, labels, release, issue desk, laboratory and hospital: how they answer their tasks.</summary>
internal static class BankStaff
{
    public static JsonObject Bags(DateTime nowAt, Booking booking)
    {
        var at = nowAt.ToString("O", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["methodCode"] = "PRP",
            ["sourceProductCode"] = "E0009V00",
            ["parts"] = new JsonArray(
                Bag("E0150V00", 250 + (booking.VolumeMl % 20), at, false),
                Bag("E0701V00", 190, at, true),
                Bag("E2807V00", 55, at, false)),
        };
    }

    public static JsonObject Label(JsonNode label) => new()
    {
        ["din"] = label["din"]!.GetValue<string>(),
        ["bloodGroup"] = label["bloodGroup"]!.GetValue<string>(),
        ["product"] = label["productCode"]!.GetValue<string>(),
        ["expiry"] = label["expiry"]!.GetValue<string>(),
    };

    /// <summary>What the issue desk enters: tag scan, the two identifiers of the pick-up slip, inspection, receiver.</summary>
    public static JsonObject Issue(string din, SamplePatient patient) => new()
    {
        ["tagScan"] = DonorStaff.Scan(din),
        ["hospitalNumber"] = patient.HospitalNumber,
        ["birthDate"] = patient.BirthDate,
        ["visuallyNormal"] = true,
        ["receiverCode"] = "PORTER-7",
    };

    public static JsonObject Fate(string fate) => fate == "Wasted" ? new JsonObject { ["wasteReasonCode"] = "broken" } : [];

    public static TaskAnswer? Simple(OpenTask task) => task.FormKey switch
    {
        "print-label" => new TaskAnswer("lbl1", "Print", DonorStaff.Yes("bagInHand")),
        "release-component" => new TaskAnswer("rel1", "Release", DonorStaff.Yes("recordsReviewed"), "released"),
        "discard-unit" => new TaskAnswer("rel2", "Discard", new JsonObject { ["reasonCode"] = "tti" }, "discarded"),
        "witness-destruction" => new TaskAnswer("rel1", "Confirm", Destroyed(task), "witnessed"),
        "review" => new TaskAnswer("rel2", "KeepWaiting", DonorStaff.Yes("looked")),
        "investigate-hold" => new TaskAnswer(
            "rel1", "ProposeDiscard", new JsonObject { ["findingCode"] = "confirmed", ["unitsInspected"] = true }),
        "co-sign-lift" => new TaskAnswer("qa1", "Agree", DonorStaff.Yes("recordsReviewed"), "hold-lifted"),
        "co-sign-discard" => new TaskAnswer(
            "qa1", "Agree", new JsonObject { ["recordsReviewed"] = true, ["discardReasonCode"] = "abo-problem" }, "discarded"),
        "result-overdue" => new TaskAnswer("lab1", "LookedAfter", DonorStaff.Yes("lookedAfter")),
        "resolve-discrepancy" => new TaskAnswer("lab2", "NotSettled", new JsonObject { ["cause"] = "not-found" }),
        "sign-discrepancy" => new TaskAnswer("lab3", "Agree", DonorStaff.Yes("recordsReviewed"), "reviewed"),
        "allocate-unit" => new TaskAnswer("iss1", "Allocate", DonorStaff.Yes("bagFound")),
        "release-allocation" => new TaskAnswer("iss1", "GiveBack", DonorStaff.Yes("bagPutBack")),
        "no-stock" => new TaskAnswer("iss1", "CancelRequest", DonorStaff.Yes("hospitalTold")),
        "issue-refused" => new TaskAnswer("iss1", "OtherUnit", DonorStaff.Yes("looked")),
        "sign-emergency" => new TaskAnswer("phy1", "Sign", DonorStaff.Yes("confirmed"), "emergency-request"),
        "inspect-return" => new TaskAnswer(
            "iss2", "Record", new JsonObject { ["sealIntact"] = true, ["temperatureTenthsC"] = 52, ["minutesOut"] = 15 }),
        "call-physician" => new TaskAnswer("lab1", "Called", new JsonObject { ["called"] = true, ["receiverCode"] = "DR-9" }),
        _ => null,
    };

    private static JsonObject Destroyed(OpenTask task) => new()
    {
        ["din"] = DonorStaff.Scan(DaySimulation.Bag(task).Din),
        ["destroyed"] = true,
    };

    private static JsonObject Bag(string product, int volumeMl, string at, bool isFrozen)
    {
        var bag = new JsonObject { ["productCode"] = product, ["volumeMl"] = volumeMl, ["producedAt"] = at };
        if (isFrozen)
        {
            bag["frozenAt"] = at;
        }

        return bag;
    }
}
