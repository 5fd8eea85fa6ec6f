using Becs.Persistence.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Audit;

/// <summary>Marks of the verifier, checkpoints and the anchor file.</summary>
public abstract partial class AuditSpecs
{
    [Fact]
    public async Task VerifyNewAsync_WhenAMarkWasSigned_ThenOnlyNewRowsAreWalked()
    {
        await WriteAsync(3);
        await SealAsync();
        await MarkAsync();
        await WriteAsync(2);
        await SealAsync();
        await WriteAsync(1);

        var report = await VerifyNewAsync();

        Assert.True(report.IsWhole);
        Assert.Equal((1, 6, 1), (report.AfterSeal, report.Rows, report.Seals));
    }

    [Fact]
    public async Task VerifyNewAsync_WhenARowBelowTheMarkWasChanged_ThenTheFullWalkAndItsSliceFindIt()
    {
        await WriteAsync(3);
        await SealAsync();
        await MarkAsync();
        await DisarmAsync("audit_rows");
        await ExecuteSqlAsync("UPDATE audit_rows SET what = 'x' WHERE ordinal = 2");

        Assert.True((await VerifyNewAsync()).IsWhole);
        Assert.Equal(3, (await VerifyAsync()).Findings.Count);
        await WriteAsync(1);
        await SealAsync();
        await MarkAsync();
        Assert.Equal((false, 3), ((await VerifyNewAsync()).IsWhole, (await VerifyNewAsync()).KnownBroken));
        await using var scope = Services.CreateAsyncScope();
        var verifier = scope.ServiceProvider.GetRequiredService<AuditVerifier>();
        Assert.Equal(3, (await verifier.VerifySliceAsync(0, 1, Cancellation)).Findings.Count);
    }

    [Theory]
    [InlineData("seal = 2, hash = (SELECT hash FROM seals WHERE number = 2)")]
    [InlineData("hash = 'x'")]
    [InlineData("broken = 0, signature = 'AAAA'")]
    public async Task VerifyNewAsync_WhenTheMarkIsForged_ThenTheWholeTrailIsWalked(string forgery)
    {
        await WriteAsync(2);
        await SealAsync();
        await MarkAsync();
        await WriteAsync(1);
        await SealAsync();
        await DisarmAsync("audit_marks");
        await ExecuteSqlAsync($"UPDATE audit_marks SET {forgery}");

        Assert.Equal((0, 6), ((await VerifyNewAsync()).AfterSeal, (await VerifyNewAsync()).Rows));
    }

    [Fact]
    public async Task VerifyNewAsync_WhenTheMarkedSealWasMadeAnew_ThenTheWholeTrailIsWalked()
    {
        await WriteAsync(2);
        await SealAsync();
        await MarkAsync();
        await DisarmAsync("seals");
        await ExecuteSqlAsync("UPDATE seals SET commits = ''");

        var report = await VerifyNewAsync();

        Assert.Equal(0, report.AfterSeal);
        Assert.Equal("seal 1", Assert.Single(report.Findings).Place);
    }

    [Fact]
    public async Task VerifyAsync_WhenTheAnchorFileWasCut_ThenEachLostLineIsNamed()
    {
        for (var i = 0; i < 4; i++)
        {
            await WriteAsync(1);
            await SealAsync(checkpoint: true);
        }

        var lines = await File.ReadAllLinesAsync(Database.Options.AnchorPath, Cancellation);
        await File.WriteAllLinesAsync(Database.Options.AnchorPath, lines[..1], Cancellation);
        Assert.Equal(["anchor 2", "anchor 3"], (await VerifyAsync()).Findings.Select(f => f.Place));

        File.Delete(Database.Options.AnchorPath);
        Assert.Equal(["anchor 1", "anchor 2", "anchor 3"], (await VerifyAsync()).Findings.Select(f => f.Place));
    }

    [Fact]
    public async Task VerifyAsync_WhenLinesOfTheAnchorFileChangedPlaces_ThenTheyAreNamed()
    {
        for (var i = 0; i < 3; i++)
        {
            await WriteAsync(1);
            await SealAsync(checkpoint: true);
        }

        var lines = await File.ReadAllLinesAsync(Database.Options.AnchorPath, Cancellation);
        await File.WriteAllLinesAsync(Database.Options.AnchorPath, [lines[1], lines[0], lines[2]], Cancellation);

        Assert.Equal(["anchor 1", "anchor 2", "anchor 3"], (await VerifyAsync()).Findings.Select(f => f.Place));
    }

    [Fact]
    public async Task VerifyAsync_WhenACheckpointIsGoneFromTheDatabase_ThenTheFileTells()
    {
        await WriteAsync(1);
        await SealAsync(checkpoint: true);
        await DisarmAsync("audit_checkpoints");
        await ExecuteSqlAsync("DELETE FROM audit_checkpoints");

        Assert.Equal("checkpoint 1", Assert.Single((await VerifyAsync()).Findings).Place);
    }

    [Fact]
    public async Task SealAsync_WhenTheLastLineWasNeverWritten_ThenTheNextPassWritesIt()
    {
        await WriteAsync(1);
        await SealAsync(checkpoint: true);
        await WriteAsync(1);
        await SealAsync(checkpoint: true);
        var lines = await File.ReadAllLinesAsync(Database.Options.AnchorPath, Cancellation);
        await File.WriteAllLinesAsync(Database.Options.AnchorPath, lines[..1], Cancellation);

        await SealAsync();

        Assert.Equal(lines, await File.ReadAllLinesAsync(Database.Options.AnchorPath, Cancellation));
        Assert.Empty((await VerifyAsync()).Findings);
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    public async Task SealAsync_WhenASealHasNoCheckpointForAMinute_ThenItGetsOne(int seconds, int checkpoints)
    {
        await WriteAsync(1);
        await SealAsync();
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        await SealAsync();

        Assert.Equal(checkpoints, await CountAsync("audit_checkpoints"));
    }
}
