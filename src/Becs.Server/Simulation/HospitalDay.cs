using System.Globalization;
using System.Text.Json.Nodes;

namespace Becs.Server.Simulation;

/// <summary>The hospital orders, the issue desk serves, and the hospital reports what became of every bag.</summary>
internal sealed class HospitalDay(StaffApi api, DayBook book, HospitalOrders hospital, DayClock clock, WorkRoom room)
{
    private static readonly string[] _process = ["order-and-issue"];
    private readonly Dictionary<string, string> _sampleCodes = new(StringComparer.Ordinal);

    public async Task OrderAsync(string site, CancellationToken ct)
    {
        var patients = new Dictionary<string, (SamplePatient Patient, Guid Id)>(StringComparer.Ordinal);
        foreach (var patient in hospital.Patients)
        {
            patients[patient.No] = (patient, await AdmitAsync(patient, ct));
        }

        foreach (var order in hospital.Orders)
        {
            var (patient, id) = patients[order.Patient];
            var placed = await api.PostAsync("hos1", "/api/orders", new JsonObject
            {
                ["patientId"] = id.ToString("D"),
                ["supplierSite"] = site,
                ["urgency"] = order.Urgency,
                ["neededByAt"] = clock.NowAt.AddHours(6).ToString("O", CultureInfo.InvariantCulture),
                ["lines"] = new JsonArray([.. order.Lines.Select(l => (JsonNode)new JsonObject
                {
                    ["componentClass"] = l.ComponentClass, ["quantity"] = l.Quantity,
                })]),
            }, ct);
            var (orderId, number) = (placed["id"]!.GetValue<Guid>(), placed["orderNumber"]!.GetValue<string>());
            book.Requests.AddRange(order.Fates.Select(fate => new RequestedBag(orderId, order, patient, number, fate)));
        }
    }

    public async Task ServeAsync(Action<string> say, CancellationToken ct)
    {
        for (var round = 0; round < 40; round++)
        {
            await clock.AdvanceAsync(TimeSpan.FromMinutes(2), ct);
            var done = await room.WorkAsync(_process, task => Task.FromResult(Answer(task)), ct);
            say($"orders: {done} tasks");
            if (done == 0)
            {
                return;
            }
        }
    }

    private async Task<Guid> AdmitAsync(SamplePatient patient, CancellationToken ct)
    {
        var admitted = await api.PostAsync("hos1", "/api/patients", new JsonObject
        {
            ["familyName"] = patient.FamilyName,
            ["givenName"] = patient.GivenName,
            ["birthDate"] = patient.BirthDate,
            ["sex"] = patient.Sex,
            ["hospitalNumber"] = patient.HospitalNumber,
        }, ct);
        var id = admitted["id"]!.GetValue<Guid>();
        for (var i = 1; i <= 2; i++)
        {
            var code = $"S-{patient.No}-{i}";
            var sample = await api.PostAsync("lab1", $"/api/patients/{id:D}/samples", new JsonObject
            {
                ["sampleCode"] = code,
                ["drawnAt"] = clock.NowAt.AddMinutes(-30).ToString("O", CultureInfo.InvariantCulture),
                ["collectorCode"] = "NURSE-4",
                ["twoIdentifiersAgree"] = true,
                ["recentExposure"] = "No",
            }, ct);
            _sampleCodes[patient.No] = code;
            if (patient.Group == "unknown")
            {
                continue;
            }

            var parts = patient.Group.Split(' ');
            var sampleId = sample["factId"]!.GetValue<string>();
            await api.PostAsync(i == 1 ? "lab1" : "lab2", $"/api/patients/{id:D}/typings", new JsonObject
            {
                ["sampleId"] = sampleId,
                ["abo"] = parts[0],
                ["rhD"] = parts[1] == "pos" ? "Positive" : "Negative",
            }, ct);
            await api.PostAsync("lab1", $"/api/patients/{id:D}/screens", new JsonObject
            {
                ["sampleId"] = sampleId,
                ["isPositive"] = false,
            }, ct);
        }

        return id;
    }

    private TaskAnswer? Answer(OpenTask task)
    {
        if (BankStaff.Simple(task) is { } simple)
        {
            return simple;
        }

        // Tasks of a bag name its order first.
        var bag = book.Requests.FirstOrDefault(r => task.SubjectDisplay?.StartsWith(r.OrderNumber, StringComparison.Ordinal) == true);
        if (bag is null)
        {
            return null;
        }

        var (din, _) = DaySimulation.Bag(task);
        return task.FormKey switch
        {
            "crossmatch" => new TaskAnswer("lab1", "Record", Crossmatch(bag)),
            "issue-unit" => new TaskAnswer("iss1", "Issue", BankStaff.Issue(din, bag.Patient)),
            "emergency-issue" => new TaskAnswer("iss2", "Issue", BankStaff.Issue(din, bag.Patient)),
            "report-fate" => Fate(bag.OrderNumber),
            _ => null,
        };
    }

    private JsonObject Crossmatch(RequestedBag bag) => bag.Patient.Group == "unknown"
        ? new JsonObject { ["sampleCode"] = _sampleCodes[bag.Patient.No], ["type"] = "Full", ["result"] = "Compatible" }
        : new JsonObject { ["sampleCode"] = _sampleCodes[bag.Patient.No], ["type"] = "Electronic" };

    private TaskAnswer Fate(string orderNumber)
    {
        var next = book.Requests.First(r => r.OrderNumber == orderNumber && !r.IsTold);
        next.IsTold = true;
        return new TaskAnswer("hos1", next.Fate, BankStaff.Fate(next.Fate));
    }
}
