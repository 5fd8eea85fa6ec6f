using Becs.Persistence.Setup;
using Becs.Server.Accounts;
using Becs.Server.Simulation;

namespace Becs.Server.Hosting;

/// <summary>What the program does besides serving: <c>Becs.Server &lt;verb&gt; …</c>. Exit code 0 only when all is well.</summary>
internal static class Verbs
{
    private const string SimulateDay = "simulate-day";

    /// <summary>Those that work in this process, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<IServiceProvider, BecsSettings, string[], Task<int>>> All =
        new Dictionary<string, Func<IServiceProvider, BecsSettings, string[], Task<int>>>(StringComparer.Ordinal)
        {
            ["migrate"] = MigrateAsync,
            ["verify-audit"] = AuditVerb.RunAsync,
            ["verify-package"] = PackageVerb.RunAsync,
            ["archive-journal"] = ArchiveVerb.RunAsync,
            ["verify-journal"] = ArchiveVerb.VerifyAsync,
            ["create-admin"] = CreateAdminVerb.RunAsync,
        };

    public static bool IsVerb(string[] args) => args.Length > 0 && !args[0].StartsWith('-');

    public static async Task<int> RunAsync(string[] args)
    {
        if (args[0] == SimulateDay)
        {
            // It drives a server over HTTP, its own or another: it needs none of this process's services.
            return await SimulateDayVerb.RunAsync(args[1..]);
        }

        var verb = All.GetValueOrDefault(args[0])
            ?? throw new StartException(
                $"There is no verb '{args[0]}'. Verbs: {string.Join(", ", All.Keys)}, {SimulateDay}; without one the server starts.");
        var builder = Server.NewBuilder([]);
        builder.Logging.ClearProviders().AddSimpleConsole().AddFilter(level => level >= LogLevel.Error);
        var settings = builder.AddBecs();
        builder.Services.AddSignIn(settings);
        await using var services = builder.Services.BuildServiceProvider();
        return await verb(services, settings, args[1..]);
    }

    /// <summary>The value of <c>--name value</c>; null when it is not there.</summary>
    public static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, $"--{name}");
        return at < 0 ? null
            : at + 1 < args.Length && !args[at + 1].StartsWith("--", StringComparison.Ordinal) ? args[at + 1]
            : throw new StartException($"--{name} needs a value.");
    }

    private static async Task<int> MigrateAsync(IServiceProvider services, BecsSettings settings, string[] args)
    {
        await DatabaseStart.GuardAsync(settings, async () =>
        {
            DatabaseFailures.PrepareFolder(services.GetRequiredService<Becs.Persistence.PersistenceOptions>());
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DatabaseSetup>().MigrateAsync();
        });
        Console.WriteLine("The database is up to date.");
        return 0;
    }
}
