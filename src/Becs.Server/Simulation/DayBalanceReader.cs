using System.Text.Json.Nodes;

namespace Becs.Server.Simulation;

/// <summary>Counts the day from the records, not from what the staff remember.</summary>
internal sealed class DayBalanceReader(StaffApi api, DayBook book)
{
    public async Task<DayBalance> ReadAsync(CancellationToken ct)
    {
        var deferred = new Dictionary<string, int>(StringComparer.Ordinal);
        var otherVisits = new Dictionary<string, int>(StringComparer.Ordinal);
        var donations = new Dictionary<string, int>(StringComparer.Ordinal);
        var accepted = 0;
        foreach (var booked in book.Cases)
        {
            var visit = await api.GetAsync("aud1", $"/api/visits/{booked.VisitId:D}", ct);
            if (visit["din"]?.GetValue<string>() is { } din)
            {
                accepted++;
                var donation = await api.GetAsync("aud1", $"/api/donations/{din}", ct);
                var row = donation["donation"] ?? donation;
                Count(donations, $"{row["status"]} {row["verdict"]}".Trim());
            }
            else if (visit["status"]!.GetValue<string>() == "Deferred")
            {
                Count(deferred, await ReasonAsync(booked, ct));
            }
            else
            {
                Count(otherVisits, visit["status"]!.GetValue<string>());
            }
        }

        var (made, bags) = await BagsAsync(ct);
        var fates = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var bag in book.Requests)
        {
            Count(fates, bag.IsTold ? bag.Fate.ToLowerInvariant() : "not served");
        }

        return new DayBalance(
            book.Cases.Count, accepted, deferred, otherVisits, donations, made, bags, book.Requests.Count, fates);
    }

    private async Task<string> ReasonAsync(BookedCase booked, CancellationToken ct)
    {
        var answer = await api.GetAsync("qa1", $"/api/donors/{booked.DonorId:D}/deferrals", ct);
        var codes = answer["items"]!.AsArray().Select(d => d!["code"]!.GetValue<string>()).Distinct().Order(StringComparer.Ordinal);
        return string.Join('+', codes);
    }

    private async Task<(int Made, Dictionary<string, int> Bags)> BagsAsync(CancellationToken ct)
    {
        var dins = book.Cases.Select(c => c.Din).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var bags = new Dictionary<string, int>(StringComparer.Ordinal);
        var made = 0;
        foreach (var din in dins)
        {
            var answer = await api.GetAsync("aud1", $"/api/units?din={din}&pageSize=50", ct);
            foreach (var unit in answer["items"]!.AsArray())
            {
                var status = unit!["status"]!.GetValue<string>();
                if (status != "Modified")
                {
                    made++;
                    Count(bags, Where(status));
                }
            }
        }

        return (made, bags);
    }

    private static string Where(string status) => status switch
    {
        "Released" => "in stock",
        "Created" or "Quarantined" or "LabelCleared" or "Labelled" or "LabelVerified" => "quarantined",
        "Returned" => "returned, held",
        _ => status.ToLowerInvariant(),
    };

    private static void Count(Dictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
