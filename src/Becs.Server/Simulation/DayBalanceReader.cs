using System.Text.Json.Nodes;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;

namespace Becs.Server.Simulation;

/// <summary>Counts the day from the records, not from what the staff remember.</summary>
internal sealed class DayBalanceReader(StaffApi api, DayBook book)
{
    private const string Emergency = "emergency issues";
    private const string Returned = "bags returned";
    private const string RepeatReactive = "repeat-reactive tests";
    private const string OnceReactive = "initially reactive tests, repeats not";
    private const string Discrepancy = "ABO discrepancies";
    private const string Platelets = "platelet units";

    private static readonly string[] _special = [RepeatReactive, OnceReactive, Discrepancy, Platelets, Emergency, Returned];

    public async Task<DayBalance> ReadAsync(CancellationToken ct)
    {
        var deferred = new Dictionary<string, int>(StringComparer.Ordinal);
        var otherVisits = new Dictionary<string, int>(StringComparer.Ordinal);
        var donations = new Dictionary<string, int>(StringComparer.Ordinal);
        var among = _special.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        var accepted = 0;
        foreach (var booked in book.Cases)
        {
            var visit = await api.GetAsync("aud1", $"/api/visits/{booked.VisitId:D}", ct);
            if (visit["din"]?.GetValue<string>() is { } din)
            {
                accepted++;
                var donation = await api.GetAsync("aud1", $"/api/donations/{din}", ct);
                var row = donation["donation"]!;
                Count(donations, $"{row["status"]} {row["verdict"]}".Trim());
                CountSpecial(among, donation);
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

        var (made, bags) = await BagsAsync(among, ct);
        var fates = await FatesAsync(among, ct);
        return new DayBalance(
            book.Cases.Count, accepted, deferred, otherVisits, donations, made, bags, book.Requests.Count, fates, among);
    }

    private async Task<Dictionary<string, int>> FatesAsync(Dictionary<string, int> among, CancellationToken ct)
    {
        var fates = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var id in book.Requests.Select(r => r.OrderId).Distinct())
        {
            var order = await api.GetAsync("aud1", $"/api/orders/{id:D}", ct);
            var ordered = order["lines"]!.AsArray().Sum(l => l!["quantity"]!.GetValue<int>());
            var issues = order["issues"]!.AsArray();
            foreach (var issue in issues)
            {
                var fate = issue!["fate"]!.GetValue<string>().ToLowerInvariant();
                Count(fates, fate == "open" ? "issued" : fate);
                CountIf(among, Emergency, issue["isEmergency"]!.GetValue<bool>());
                CountIf(among, Returned, fate.StartsWith("returned", StringComparison.Ordinal));
            }

            if (ordered != issues.Count)
            {
                fates["not served"] = fates.GetValueOrDefault("not served") + ordered - issues.Count;
            }
        }

        return fates;
    }

    private static void CountSpecial(Dictionary<string, int> among, JsonNode donation)
    {
        var tests = donation["results"]!.AsArray().Where(r => !r!["isVoid"]!.GetValue<bool>()).Select(r => (
            Test: r!["testCode"]!.GetValue<string>(), Role: r["role"]!.GetValue<string>(), Found: r["interpretation"]?.GetValue<string>())).ToList();
        foreach (var repeats in tests.Where(t => t.Role.StartsWith("repeat", StringComparison.Ordinal)).GroupBy(t => t.Test))
        {
            Count(among, repeats.Any(r => r.Found == "R") ? RepeatReactive : OnceReactive);
        }

        CountIf(among, Discrepancy, donation["timeline"]!.AsArray().Any(
            t => t!["what"]!.GetValue<string>() == "hold-placed" && t["detail"]!.GetValue<string>() == HoldReasons.AboDiscrepancy));
    }

    private async Task<string> ReasonAsync(BookedCase booked, CancellationToken ct)
    {
        var answer = await api.GetAsync("qa1", $"/api/donors/{booked.DonorId:D}/deferrals", ct);
        var codes = answer["items"]!.AsArray().Select(d => d!["code"]!.GetValue<string>()).Distinct().Order(StringComparer.Ordinal);
        return string.Join('+', codes);
    }

    private async Task<(int Made, Dictionary<string, int> Bags)> BagsAsync(Dictionary<string, int> among, CancellationToken ct)
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
                    CountIf(among, Platelets, unit["componentClass"]!.GetValue<string>() == nameof(ComponentClass.Platelets));
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

    private static void CountIf(Dictionary<string, int> counts, string key, bool isSo) =>
        counts[key] = counts.GetValueOrDefault(key) + (isSo ? 1 : 0);
}
