using System.Text.Json;
using Becs.Server.Hosting;

namespace Becs.Server.Simulation;

/// <summary>The real-input files of the day: booking list, laboratory findings, hospital orders.</summary>
internal sealed record SampleFiles(IReadOnlyList<Booking> Bookings, LaboratoryFindings Laboratory, HospitalOrders Hospital)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static SampleFiles Read(string folder)
    {
        var bookings = Read<BookingList>(folder, "bookings.json").Bookings;
        return new SampleFiles(bookings, Read<LaboratoryFindings>(folder, "laboratory.json"), Read<HospitalOrders>(folder, "orders.json"));
    }

    private static T Read<T>(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), _json) ?? throw new StartException($"The sample file {name} is empty.");
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            throw new StartException($"The sample file {name} cannot be read: {unreadable.Message}");
        }
    }

    private sealed record BookingList(IReadOnlyList<Booking> Bookings);
}

/// <summary>One line of the booking list, with what the examination will find.</summary>
internal sealed record Booking(
    string No, string FamilyName, string GivenName, string Sex, string BirthDate, string NationalId, string Address, string Phone,
    string DonationType, string Profile, int HaemoglobinTenthsGPerDl, int SystolicMmHg, int DiastolicMmHg, int PulseBpm,
    int TemperatureTenthsC, int WeightTenthsKg, int DrawMinutes, int VolumeMl, string? Physician = null);

/// <summary>What the laboratory finds, by booking number.</summary>
internal sealed record LaboratoryFindings(
    IReadOnlyDictionary<string, string> Groups, IReadOnlyList<ReactiveFinding> Reactive, IReadOnlyList<DiscrepancyFinding> Discrepancies,
    IReadOnlyList<string> InvalidFirstRun);

/// <summary>A test that does not come out non-reactive.</summary>
internal sealed record ReactiveFinding(string Booking, string Test, string Initial, IReadOnlyList<string> Repeats, string? Confirmatory = null);

/// <summary>A grouping whose reverse side contradicts the forward side.</summary>
internal sealed record DiscrepancyFinding(string Booking, string ReverseA1);

/// <summary>The hospital's patients and orders.</summary>
internal sealed record HospitalOrders(IReadOnlyList<SamplePatient> Patients, IReadOnlyList<SampleOrder> Orders);

/// <summary>A patient of the hospital; group <c>unknown</c> when nothing is known.</summary>
internal sealed record SamplePatient(
    string No, string FamilyName, string GivenName, string Sex, string BirthDate, string HospitalNumber, string Group);

/// <summary>An order, and what becomes of each bag.</summary>
internal sealed record SampleOrder(
    string No, string Patient, string Urgency, IReadOnlyList<SampleOrderLine> Lines, IReadOnlyList<string> Fates);

/// <summary>A line of an order.</summary>
internal sealed record SampleOrderLine(string ComponentClass, int Quantity);
