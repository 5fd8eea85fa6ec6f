using System.Globalization;
using Becs.Server.Hosting;

namespace Becs.Server.Simulation;

/// <summary>What a simulated day is asked for.</summary>
/// <param name="Seed">Chooses who comes and in which order: the same seed gives the same table.</param>
/// <param name="Donors">How many donors of the booking list come, 1 to 60.</param>
/// <param name="Date">The day, in the site's time zone.</param>
/// <param name="Url">Server to drive; null starts one of its own.</param>
/// <param name="Site">Code of the site.</param>
internal sealed record SimulationOptions(int Seed, int Donors, DateOnly Date, Uri? Url, string Site = "NOR")
{
    public const int MostDonors = 60;

    public static SimulationOptions Read(string[] args)
    {
        var seed = Number(args, "seed", 7, 0, int.MaxValue);
        var donors = Number(args, "donors", 40, 1, MostDonors);
        var date = Verbs.Option(args, "date") is { } text
            ? DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given)
                ? given
                : throw new StartException($"--date must be a day as 2026-06-10, not '{text}'.")
            : new DateOnly(2026, 6, 10);
        var url = Verbs.Option(args, "url") is { } address
            ? Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? uri
                : throw new StartException($"--url must be an address as http://localhost:5080, not '{address}'.")
            : null;
        return new SimulationOptions(seed, donors, date, url);
    }

    private static int Number(string[] args, string name, int usual, int least, int most) =>
        Verbs.Option(args, name) is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new StartException($"--{name} must be a whole number from {least} to {most}, not '{text}'.");
}
