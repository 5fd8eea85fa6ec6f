using System.Diagnostics;
using Becs.Server.Hosting;

namespace Becs.Server.Tests.BadInput;

/// <summary>The program started with what cannot work: one sentence that says what to mend, and an exit code.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("becs-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_WhenASettingIsWrong_ThenEndsWithASentenceThatNamesIt() =>
        await EndsAsync([("Becs__Database__Provider", "Oracle")], "Becs__Database__Provider");

    [Fact]
    public async Task Start_WhenTheDatabaseIsNoDatabase_ThenEndsWithASentence()
    {
        var file = Path.Combine(_folder, "becs.db");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("This is no database. ", 500)), TestContext.Current.CancellationToken);

        await EndsAsync([("Becs__Database__ConnectionString", $"Data Source={file}")], "Becs__Database__ConnectionString");
    }

    [Fact]
    public async Task Start_WhenTheDatabaseServerIsAway_ThenEndsWithASentence() => await EndsAsync(
        [
            ("Becs__Database__Provider", "PostgreSql"),
            ("Becs__Database__ConnectionString", "Host=127.0.0.1;Port=1;Database=becs;Username=becs;Password=secret-word;Timeout=2"),
        ], "Becs__Database__ConnectionString");

    private async Task EndsAsync((string Name, string Value)[] settings, string names)
    {
        Needs.FullRun();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Becs.Server.dll")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Becs__Keys__Path"] = Path.Combine(_folder, "keys");
        start.Environment["Becs__Audit__AnchorPath"] = Path.Combine(_folder, "anchor.jsonl");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var server = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var (output, error) = (server.StandardOutput.ReadToEndAsync(limit.Token), server.StandardError.ReadToEndAsync(limit.Token));
            await server.WaitForExitAsync(limit.Token);

            var said = await error;
            Assert.Equal(StartException.ExitCode, server.ExitCode);
            Assert.Contains(names, said, StringComparison.Ordinal);
            Assert.Single(said.Trim().Split('\n'));
            Assert.DoesNotContain("   at ", said + await output, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-word", said + await output, StringComparison.Ordinal);
        }
        finally
        {
            if (!server.HasExited)
            {
                server.Kill(entireProcessTree: true);
            }
        }
    }
}
