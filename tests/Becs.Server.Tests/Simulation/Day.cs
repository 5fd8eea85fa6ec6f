using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Simulation;

namespace Becs.Server.Tests.Simulation;

/// <summary>A simulated day on a server process.</summary>
internal static class Day
{
    private static readonly DateOnly _date = new(2026, 6, 10);

    public static async Task<DayBalance> WorkAsync(
        ServerProcess server, int seed, int donors, CancellationToken stop, HttpMessageHandler? handler = null)
    {
        var options = new SimulationOptions(seed, donors, _date, server.Address);
        using var api = Api(server, handler);
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await api.GetAsync("adm1", "/api/sites", stop))["items"]!.AsArray()
            .Single(s => s!["code"]!.GetValue<string>() == options.Site)!["timeZoneId"]!.GetValue<string>());
        return await new DaySimulation(api, SampleFiles.Read(ContentFolders.Samples), options, zone, _ => { }).RunAsync(stop);
    }

    public static string Text(DayBalance balance)
    {
        using var table = new StringWriter();
        balance.Print(table);
        return table.ToString();
    }

    public static StaffApi Api(ServerProcess server, HttpMessageHandler? handler = null) => new(
        new HttpClient(handler ?? new SocketsHttpHandler()) { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) }, "NOR",
        DemoData.Password, new IdGenerator(TimeProvider.System));
}
