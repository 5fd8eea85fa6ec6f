using Becs.Persistence.Audit;

namespace Becs.Server.Hosting;

/// <summary>Walks the whole audit trail and names every broken place. Exit code 1 when there is one.</summary>
internal static class AuditVerb
{
    public static async Task<int> RunAsync(IServiceProvider services, BecsSettings settings, string[] args)
    {
        await DatabaseStart.RequireAsync(services, settings, CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<AuditVerifier>().VerifyAsync();
        foreach (var finding in report.Findings)
        {
            Console.WriteLine($"{finding.Kind}: {finding.Place}: {finding.Detail}");
        }

        Console.WriteLine($"{report.Rows} rows, {report.Seals} seals, {report.Checkpoints} checkpoints; {report.Findings.Count} broken places.");
        return report.IsWhole ? 0 : 1;
    }
}
