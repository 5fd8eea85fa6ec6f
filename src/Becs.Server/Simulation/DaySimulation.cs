using System.Globalization;
using System.Text.Json.Nodes;

namespace Becs.Server.Simulation;

/// <summary>
/// One whole-blood day from the booking list to the patients, through the public API alone and as the demo staff would work it. The same seed
/// brings the same donors in the same order.
/// </summary>
internal sealed class DaySimulation(StaffApi api, SampleFiles samples, SimulationOptions options, TimeZoneInfo zone, Action<string> say)
{
    private static readonly string[] _atTheChair = ["donor-eligibility", "collection"];
    private static readonly string[] _bank = ["component-manufacture", "component-release", "donation-testing", "quarantine"];

    private readonly DayBook _book = new();
    private readonly DayClock _clock = new(api);
    private readonly WorkRoom _room = new(api);
    private JsonObject _questionnaire = [];

    public async Task<DayBalance> RunAsync(CancellationToken ct)
    {
        await _clock.SetAsync(At(7, 30), ct);
        _questionnaire = Questionnaire.UsualAnswers();
        var booked = Choose();
        for (var i = 0; i < booked.Count; i++)
        {
            await DonateAsync(booked[i], ct);
            say($"donor {i + 1} of {booked.Count}");
        }

        var laboratory = new LaboratoryDay(
            api, _book, samples.Laboratory, options.Date.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        await laboratory.ReceiveAsync(ct);
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(5), ct);
        await WorkOffAsync("bags made", ct);
        await laboratory.TestAsync(_clock.NowAt, ct);
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(5), ct);
        await laboratory.RepeatAsync(_clock.NowAt, ct);
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(5), ct);
        await WorkOffAsync("tested, labelled, released", ct);
        await laboratory.ConfirmAsync(_clock.NowAt, ct);
        await _clock.AdvanceAsync(TimeSpan.FromMinutes(5), ct);
        await WorkOffAsync("confirmed", ct);
        var hospital = new HospitalDay(api, _book, samples.Hospital, _clock, _room);
        await hospital.OrderAsync(options.Site, ct);
        await hospital.ServeAsync(say, ct);
        await WorkOffAsync("closed", ct);
        return await new DayBalanceReader(api, _book).ReadAsync(ct);
    }

    /// <summary>
    /// Who has something special comes first, but on a small day some well donors come too; the seed chooses these, and the order.
    /// </summary>
    private List<Booking> Choose()
    {
        var special = samples.Bookings.Where(b => b.Profile != "well"
            || samples.Laboratory.Reactive.Any(r => r.Booking == b.No) || samples.Laboratory.Discrepancies.Any(d => d.Booking == b.No)).ToList();
        var draw = new SeededOrder(options.Seed);
        var others = samples.Bookings.Except(special).OrderBy(b => draw.KeyOf(b.No)).ToList();
        var mostSpecial = Math.Max(1, options.Donors * 3 / 5);
        return [.. special.Take(mostSpecial).Concat(others).Concat(special.Skip(mostSpecial)).Take(options.Donors).OrderBy(b => draw.KeyOf(b.No + "#"))];
    }

    private async Task DonateAsync(Booking booking, CancellationToken ct)
    {
        var donor = await api.PostAsync("reg1", "/api/donors", new JsonObject
        {
            ["familyName"] = booking.FamilyName,
            ["givenName"] = booking.GivenName,
            ["birthDate"] = booking.BirthDate,
            ["sex"] = booking.Sex,
            ["nationalId"] = booking.NationalId,
            ["address"] = booking.Address,
            ["addressValidUntil"] = options.Date.AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["phone"] = booking.Phone,
        }, ct);
        var donorId = donor["id"]!.GetValue<Guid>();
        var visit = await api.PostAsync("reg1", "/api/visits", new JsonObject
        {
            ["donorId"] = donorId.ToString("D"),
            ["donationType"] = booking.DonationType,
        }, ct);
        var booked = _book.Open(booking, donorId, donor["donorNumber"]!.GetValue<string>(), visit["visitId"]!.GetValue<Guid>());
        for (var round = 0; round < 30; round++)
        {
            await _clock.AdvanceAsync(TimeSpan.FromMinutes(1), ct);
            var done = await _room.WorkAsync(_atTheChair, task => Task.FromResult(AtTheChair(task, booked)), ct);
            if (done == 0)
            {
                return;
            }
        }
    }

    private TaskAnswer? AtTheChair(OpenTask task, BookedCase booked)
    {
        if (task.Process == "collection" && booked.Din is null && task.FormKey == "scan-labels")
        {
            booked.Din = task.SubjectDisplay;
            _book.Know(booked, task.SubjectDisplay!, task.SubjectId!);
        }

        return _book.Find(task.SubjectId, task.SubjectDisplay) == booked
            ? DonorStaff.Answer(task, booked, options.Date, _clock.NowAt, _questionnaire)
            : null;
    }

    private async Task WorkOffAsync(string what, CancellationToken ct)
    {
        for (var round = 0; round < 40; round++)
        {
            var done = await _room.WorkAsync(_bank, BankAsync, ct);
            say($"{what}: {done} tasks");
            if (done == 0)
            {
                return;
            }

            await _clock.AdvanceAsync(TimeSpan.FromMinutes(1), ct);
        }
    }

    private async Task<TaskAnswer?> BankAsync(OpenTask task)
    {
        switch (task.FormKey)
        {
            case "process-whole-blood":
                var booked = _book.Find(task.SubjectId, task.SubjectDisplay);
                return booked is null ? null : new TaskAnswer("cmp1", "Make", BankStaff.Bags(_clock.NowAt, booked.Booking));
            case "verify-label":
                var (din, product) = Bag(task);
                var label = await api.GetAsync("lbl2", $"/api/units/{din}/{product}/label", CancellationToken.None);
                return new TaskAnswer("lbl2", "Verify", BankStaff.Label(label));
            default:
                return BankStaff.Simple(task);
        }
    }

    internal static (string Din, string Product) Bag(OpenTask task)
    {
        var words = task.SubjectDisplay!.Split(' ');
        return (words[^2], words[^1]);
    }

    private DateTime At(int hour, int minute) => TimeZoneInfo.ConvertTimeToUtc(options.Date.ToDateTime(new TimeOnly(hour, minute)), zone);
}
