using System.Globalization;
using System.Text.Json.Nodes;

namespace Becs.Server.Simulation;

/// <summary>Moves the server's virtual clock. A move returns when the signals and timers it caused have been worked off.</summary>
internal sealed class DayClock(StaffApi api)
{
    public DateTime NowAt { get; private set; }

    public async Task SetAsync(DateTime nowAt, CancellationToken ct)
    {
        var answer = await api.PostAsync("adm1", "/api/dev/clock", new JsonObject
        {
            ["set"] = nowAt.ToString("O", CultureInfo.InvariantCulture),
        }, ct);
        NowAt = Read(answer, nowAt);
    }

    public async Task AdvanceAsync(TimeSpan by, CancellationToken ct)
    {
        var answer = await api.PostAsync("adm1", "/api/dev/clock", new JsonObject { ["advanceSeconds"] = (int)by.TotalSeconds }, ct);
        NowAt = Read(answer, NowAt + by);
    }

    private static DateTime Read(JsonNode answer, DateTime fallback) =>
        answer["nowAt"] is { } now
            ? DateTime.Parse(now.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            : fallback;
}
