using System.Globalization;
using Becs.Server.ChangeControl;
using Becs.Server.Operations;

namespace Becs.Server.Hosting;

/// <summary>Takes the journals of instances that finished before a day (UTC) out of the database, into a file.</summary>
internal static class ArchiveVerb
{
    private const string Usage = "archive-journal --before YYYY-MM-DD --out FILE";

    public static async Task<int> RunAsync(IServiceProvider services, BecsSettings settings, string[] args)
    {
        var path = Verbs.Option(args, "out") ?? throw new StartException($"Usage: {Usage}");
        if (!DateOnly.TryParseExact(Verbs.Option(args, "before"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new StartException($"--before must be a day such as 2026-01-31. Usage: {Usage}");
        }

        if (File.Exists(path))
        {
            throw new StartException($"{path} is there already. An archive is never written over.");
        }

        await DatabaseStart.RequireAsync(services, settings, CancellationToken.None);
        await services.GetRequiredService<PlatformDesk>().LookAsync(CancellationToken.None);
        if (services.GetRequiredService<PlatformGate>().Reason is { } reason)
        {
            throw new StartException(reason);
        }

        var result = await services.GetRequiredService<JournalArchive>()
            .RunAsync(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), path, CancellationToken.None);
        Console.WriteLine(result.FileHash is null
            ? $"Nothing finished before {day:yyyy-MM-dd} is left to archive; {result.Purged} archived entries were taken out."
            : $"{result.Instances} instances, {result.Entries} entries in {path}; sha256 {result.FileHash}; {result.Purged} entries taken out.");
        return 0;
    }

    /// <summary>Checks a file by itself, without the database.</summary>
    public static Task<int> VerifyAsync(IServiceProvider services, BecsSettings settings, string[] args)
    {
        if (args is not [var path])
        {
            throw new StartException("Usage: verify-journal FILE");
        }

        try
        {
            var check = JournalArchive.Verify(path);
            Console.WriteLine($"{check.Instances} instances, {check.Entries} entries; sha256 {check.FileHash}.");
            return Task.FromResult(0);
        }
        catch (Exception broken) when (broken is InvalidDataException or System.Text.Json.JsonException or IOException)
        {
            Console.WriteLine(broken.Message);
            return Task.FromResult(1);
        }
    }
}
