using System.Globalization;
using System.Text.Json.Nodes;

namespace Becs.Server.Simulation;

/// <summary>Moves the server's virtual clock. A move returns when the signals and timers it caused have been worked off.</summary>
internal sealed class DayClock(StaffApi api)
{
    private const int MostWaits = 120;

    public DateTime NowAt { get; private set; }

    public Task SetAsync(DateTime nowAt, CancellationToken ct) =>
        MoveAsync(new JsonObject { ["set"] = nowAt.ToString("O", CultureInfo.InvariantCulture) }, ct);

    public Task AdvanceAsync(TimeSpan by, CancellationToken ct) =>
        MoveAsync(new JsonObject { ["advanceSeconds"] = (int)by.TotalSeconds }, ct);

    private async Task MoveAsync(JsonObject request, CancellationToken ct)
    {
        var answer = await api.PostAsync("adm1", "/api/dev/clock", request, ct);

        // What a server that died had in hand is free again after a minute of real time.
        for (var i = 0; i < MostWaits && answer["settled"]?.GetValue<bool>() == false; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
            answer = await api.PostAsync("adm1", "/api/dev/clock", new JsonObject { ["advanceSeconds"] = 0 }, ct);
        }

        NowAt = Read(answer, NowAt);
    }

    private static DateTime Read(JsonNode answer, DateTime fallback) =>
        answer["nowAt"] is { } now
            ? DateTime.Parse(now.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            : fallback;
}
