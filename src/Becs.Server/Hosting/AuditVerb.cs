using System.Diagnostics;
using Becs.Persistence.Audit;

namespace Becs.Server.Hosting;

/// <summary>
/// Walks the audit trail and names every broken place: the whole trail (<c>--full</c>, which is also the default), or with <c>--new</c> what
/// came after the newest mark of the server's own walks. Exit code 1 when a place is broken.
/// </summary>
internal static class AuditVerb
{
    public static async Task<int> RunAsync(IServiceProvider services, BecsSettings settings, string[] args)
    {
        await DatabaseStart.RequireAsync(services, settings, CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        if (args.FirstOrDefault(a => a is not ("--full" or "--new")) is { } unknown)
        {
            throw new StartException($"verify-audit has no option '{unknown}'. It has --full (the default) and --new.");
        }

        var verifier = scope.ServiceProvider.GetRequiredService<AuditVerifier>();
        var watch = Stopwatch.StartNew();
        var report = args.Contains("--new") ? await verifier.VerifyNewAsync() : await verifier.VerifyAsync();
        var records = args.Contains("--new") ? null : await verifier.VerifyRecordsAsync();
        List<AuditFinding> findings = [.. report.Findings, .. records?.Findings ?? []];
        foreach (var finding in findings)
        {
            Console.WriteLine($"{finding.Kind}: {finding.Place}: {finding.Detail}");
        }

        if (report.AfterSeal > 0)
        {
            Console.WriteLine($"Begun behind seal {report.AfterSeal}, up to which an earlier walk had come. What was changed there since shows with --full. "
                + $"It had found {report.KnownBroken} broken places.");
        }

        Console.WriteLine($"{report.Rows} rows, {report.Seals} seals, {report.Checkpoints} checkpoints, {records?.Rows ?? 0} records; {findings.Count} broken places; "
            + $"{watch.Elapsed.TotalSeconds:0.0} s.");
        return report.IsWhole && findings.Count == 0 ? 0 : 1;
    }
}
