using System.Text;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Exchange;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;
using Becs.Workflows.Running;

namespace Becs.Workflows.Tests.Definitions;

/// <summary>
/// Ten thousand definitions, each a sound one with something broken, decided by a seed: every one is refused with a JSON path
/// or runs within its limits. Nothing else is ever thrown, and nothing is kept.
/// </summary>
public sealed class MalformedDefinitionTests
{
    private const int Bases = 40;
    private static readonly int Count = Environment.GetEnvironmentVariable("BECS_TEST_LONG") == "1" ? 100_000
        : Environment.GetEnvironmentVariable("BECS_TEST_QUICK") == "1" ? 1_000 : 10_000;
    private static readonly DefinitionValidator Validator = new(TestRun.Registry);
    private static readonly PackageBuilder Packages = new(TestRun.Registry);
    private int _refused;
    private int _faulted;
    private int _ran;

    /// <summary>Every third of the sound ones is packaged and run.</summary>
    [Fact]
    public async Task Definitions_WhenMutated_ThenAreRefusedByPathOrRun()
    {
        string[] bases =
        [
            .. GeneratedDefinitions.Recorded.Select(f => f.Json),
            .. Enumerable.Range(1, Bases).Select(i => GeneratedDefinitions.Make(new Dice((ulong)i)).ToJsonString()),
        ];
        await TryAsync(bases, 1, 500);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await TryAsync(bases, 501, Count);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        TestContext.Current.TestOutputHelper?.WriteLine($"refused {_refused}, faulted {_faulted}, ran {_ran}, grown {grown} bytes");
        Assert.True(grown < 16_000_000, $"{grown} bytes were kept");
        Assert.True(_refused > Count / 4 && _ran > Count / 10, $"refused {_refused}, ran {_ran}: the mutations do not try much");
    }

    private async Task TryAsync(string[] bases, int from, int to)
    {
        for (var seed = from; seed <= to; seed++)
        {
            var dice = new Dice((ulong)seed);
            var json = Mutation.Of(dice, bases[dice.Below(bases.Length)]);
            try
            {
                await TryAsync(json, isRun: seed % 3 == 0);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e.GetType().Name} {e.Message}\n{e.StackTrace}\n{Encoding.UTF8.GetString(json)}");
            }
        }
    }

    private async Task TryAsync(byte[] json, bool isRun)
    {
        var imported = Assert.Single(DefinitionImport.Read("a.json", json));
        var problems = Validator.Validate(json);
        Assert.All(problems, p => Assert.StartsWith("$", p.Path, StringComparison.Ordinal));
        if (problems.Count > 0)
        {
            _refused++;
            return;
        }

        if (!isRun)
        {
            return;
        }

        try
        {
            Packages.Build(json);
        }
        catch (Exception e) when (e is DefinitionException or CanonicalJsonException)
        {
            _refused++; // a number without a canonical form, or a child nobody pins
        }

        var run = new TestRun(GraphCompiler.Compile(imported.Definition!, TestRun.Registry)) { Limit = 200 };
        await run.StartAsync(new BurstStimulus.Start());
        if (run.Last.Fault is null && run.Last.State!.Bookmarks is [var bookmark, ..])
        {
            await run.SendAsync(new BurstStimulus.ResumeBookmark(bookmark.Id));
        }

        _ = run.Last.Fault is null ? _ran++ : _faulted++;
    }
}
