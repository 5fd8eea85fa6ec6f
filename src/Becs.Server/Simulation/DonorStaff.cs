using System.Globalization;
using System.Text.Json.Nodes;

namespace Becs.Server.Simulation;

/// <summary>Registrar, screener, physician and phlebotomist: how they answer their tasks for a booked donor.</summary>
internal static class DonorStaff
{
    public static TaskAnswer? Answer(OpenTask task, BookedCase booked, DateOnly today, DateTime nowAt, JsonObject questionnaire) =>
        task.FormKey switch
        {
            "identify-donor" => new TaskAnswer("reg1", "Compare", Identifiers(booked, booked.Identifications++ == 0)),
            "not-identified" => new TaskAnswer("reg1", "TryAgain", Yes("looked")),
            "questionnaire" => new TaskAnswer("scr1", "Complete", Answers(booked, today, questionnaire), "reviewed"),
            "examine-donor" => new TaskAnswer("scr1", "Record", Measurements(booked.Booking)),
            "complete-visit" => new TaskAnswer("scr1", "Close", Yes("looked")),
            "physician-review" => new TaskAnswer("phy1", booked.Booking.Physician ?? "Defer", [], "medical-decision"),
            "deferral-letter" => new TaskAnswer("reg1", "Issue", new JsonObject { ["handedOver"] = "handed-over" }),
            "scan-labels" => new TaskAnswer("phl1", "Compare", Labels(task)),
            "relabel" => new TaskAnswer("phl1", "Relabelled", Yes("oldLabelsDestroyed")),
            "start-collection" => new TaskAnswer("phl1", "Start", Start(booked, nowAt)),
            "start-refused" => new TaskAnswer("phl1", "Stop", Yes("looked")),
            "stop-collection" => Stop(booked, nowAt),
            "send-samples" => new TaskAnswer("phl1", "Send", Tubes(task)),
            _ => null,
        };

    public static string Scan(string din) => $"={din}00";

    public static JsonObject Yes(string field) => new() { [field] = true };

    private static JsonObject Identifiers(BookedCase booked, bool isFirst)
    {
        var b = booked.Booking;

        // The donor without papers gives a maiden name first.
        var wrong = b.Profile == "not-identified" && isFirst;
        return new JsonObject
        {
            ["fullName"] = wrong ? $"{b.GivenName} Formerly" : $"{b.GivenName} {b.FamilyName}",
            ["birthDate"] = b.BirthDate,
            ["photoId"] = "identity-card",
        };
    }

    private static JsonObject Answers(BookedCase booked, DateOnly today, JsonObject questionnaire)
    {
        var b = booked.Booking;
        var data = new JsonObject
        {
            ["consentTextVersion"] = "US-2026-01",
            ["consentSigned"] = true,
            ["medicationListGoneThrough"] = true,
            ["donorAcknowledged"] = true,
            ["useOfBlood"] = b.Profile == "self-exclusion" ? "DoNotUse" : "Use",
        };
        foreach (var (code, usual) in questionnaire)
        {
            // A question for one sex only is not asked of the other; one that depends on another is not shown.
            if (usual is not null && !(code == "Q-PREGNANT" && b.Sex == "M"))
            {
                data[code] = usual.GetValue<string>();
            }
        }

        switch (b.Profile)
        {
            case "tattoo":
                Say(data, "Q-TATTOO", today.AddDays(-30));
                data["Q-TATTOO__is_STATE-REGULATED-STERILE"] = false;
                break;
            case "malaria-travel":
                data["Q-TRAVEL"] = "Yes";
                Say(data, "Q-TRAVEL-MALARIA", today.AddDays(-40));
                data["Q-LIVED-MALARIA"] = "No";
                break;
            case "medicine":
                data["Q-MEDICINES"] = "Yes";
                data["medications"] = new JsonArray(new JsonObject
                {
                    ["drug"] = "FINASTERIDE",
                    ["lastTakenOn"] = Day(today.AddDays(-3)),
                });
                break;
            case "unwell":
                data["Q-WELL"] = "No";
                data["Q-WELL__on"] = Day(today);
                break;
        }

        return data;
    }

    private static void Say(JsonObject data, string code, DateOnly on)
    {
        data[code] = "Yes";
        data[code + "__on"] = Day(on);
    }

    private static JsonObject Measurements(Booking b) => new()
    {
        ["haemoglobinTenthsGPerDl"] = b.HaemoglobinTenthsGPerDl,
        ["sampleSiteAcceptable"] = true,
        ["systolicMmHg"] = b.SystolicMmHg,
        ["diastolicMmHg"] = b.DiastolicMmHg,
        ["pulseBpm"] = b.PulseBpm,
        ["pulseRegular"] = true,
        ["athlete"] = false,
        ["temperatureTenthsC"] = b.TemperatureTenthsC,
        ["weightTenthsKg"] = b.WeightTenthsKg,
        ["armAcceptable"] = true,
    };

    private static JsonObject Labels(OpenTask task)
    {
        var scan = Scan(task.SubjectDisplay!);
        return new JsonObject { ["bag"] = scan, ["tubes"] = scan, ["record"] = scan };
    }

    private static JsonObject Tubes(OpenTask task)
    {
        var scan = Scan(task.SubjectDisplay!);
        return new JsonObject { ["serologyTube"] = scan, ["natTube"] = scan, ["groupTube"] = scan };
    }

    private static JsonObject Start(BookedCase booked, DateTime nowAt)
    {
        booked.StartedAt = nowAt;
        var data = Identifiers(booked, false);
        data["arm"] = "left";
        data["bagLot"] = SupplyRoom.BagLot;
        data["scale"] = SupplyRoom.Scale;
        return data;
    }

    private static TaskAnswer Stop(BookedCase booked, DateTime nowAt)
    {
        var b = booked.Booking;
        var stoppedAt = (booked.StartedAt ?? nowAt).AddMinutes(b.DrawMinutes);
        var data = new JsonObject
        {
            ["stoppedAt"] = (stoppedAt > nowAt ? nowAt : stoppedAt).ToString("O", CultureInfo.InvariantCulture),
            ["volumeMl"] = b.Profile == "failed-draw" ? 120 : b.VolumeMl,
            ["secondStick"] = false,
            ["reactionKind"] = "none",
        };
        if (b.Profile == "failed-draw")
        {
            data["failureCode"] = "no-flow";
            return new TaskAnswer("phl1", "NotSufficient", data);
        }

        booked.IsCollected = true;
        return new TaskAnswer("phl1", "Collected", data);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
