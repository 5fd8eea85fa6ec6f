using System.Diagnostics;
using Becs.Server.Simulation;
using Becs.Server.Tests.Hosting;
using Becs.Server.Tests.Simulation;

namespace Becs.Server.Tests.Faults;

/// <summary>
/// The built server is killed under load, at points that a seed draws, and started again on the same database. Every command is answered in
/// the end and has its effects once; its repetition gets the first answer.
/// </summary>
public class ServerKillTests
{
    private const string Suite = "server-kill";
    private const int LatestMilliseconds = 40;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task Load_WhenTheServerIsKilledTenTimes_ThenEveryEffectIsThereOnce()
    {
        Needs.FullRun();
        return RunAsync(kills: 10, holds: 40);
    }

    /// <summary>Run again and again with <c>BECS_FAULT_LEDGER</c> set it takes the next seed each time, and the file adds the kills up.</summary>
    [Fact]
    [Trait(Needs.Cost, Needs.Heavy)]
    public Task LongLoad_WhenTheServerIsKilledFiftyTimes_ThenEveryEffectIsThereOnce() => RunAsync(kills: 50, holds: 200);

    private static async Task RunAsync(int kills, int holds)
    {
        var began = Stopwatch.GetTimestamp();
        var seed = FaultLedger.NextSeed(Suite);
        await using var database = await OwnPostgres.CreateAsync("becs_kill");
        await using var server = await ServerProcess.StartAsync(Stop, PostgresSettings.Of(database.ConnectionString));
        using var clients = new Clients(_ => server.Address);
        var load = new HoldLoad(clients, database.ConnectionString);
        await load.BeginAsync(Stop);
        var killer = new Killer(server, seed, commands: 2 * holds, kills);
        clients.Answered = killer.Answered;

        await load.PlaceAsync(holds, Stop);
        await killer.Done(half: true);
        await load.SettleAsync(Stop);
        await load.InvestigateAsync(Stop);
        await killer.Done(half: false);
        await load.SettleAsync(Stop);
        clients.Answered = null;
        await load.RepeatAsync(Stop);

        var judgement = await EffectsLedger.JudgeAsync(
            database.ConnectionString, load.Holds.SelectMany(HoldModel.Investigated), load.Before, Stop);
        FaultLedger.Record(Suite, seed, killer.Kills, judgement, Stopwatch.GetElapsedTime(began));
        judgement.AssertClean();
        Assert.Equal(kills, killer.Kills);
        (await RecordedEvents.ReadAsync(database.ConnectionString, Stop)).AssertWhole();
        await server.KillAsync();
        Assert.Equal(0, await server.VerbAsync("verify-audit", Stop));
    }

    /// <summary>Kills when so many answers were given and a few milliseconds passed, and starts again.</summary>
    private sealed class Killer
    {
        private readonly ServerProcess _server;
        private readonly SeededOrder _draw;
        private readonly HashSet<int> _points;
        private readonly int _half;
        private readonly int _duringFirst;
        private readonly int _kills;
        private readonly Lock _gate = new();
        private Task _killing = Task.CompletedTask;

        public Killer(ServerProcess server, int seed, int commands, int kills)
        {
            (_server, _draw, _half) = (server, new SeededOrder(seed), commands / 2);
            _points = [.. Drawn(1, _half - 6, kills / 2), .. Drawn(_half + 1, commands - 6, kills - (kills / 2))];
            (_duringFirst, _kills) = (kills / 2, kills);
        }

        public int Kills { get; private set; }

        public void Answered(int count)
        {
            lock (_gate)
            {
                if (_points.Remove(count))
                {
                    _killing = KillAsync(_killing, count);
                }
            }
        }

        public async Task Done(bool half)
        {
            await _killing;
            Assert.Equal(half ? _duringFirst : _kills, Kills);
        }

        private IEnumerable<int> Drawn(int from, int to, int count) =>
            Enumerable.Range(from, to - from + 1).OrderBy(i => _draw.KeyOf($"kill {i}")).Take(count);

        private async Task KillAsync(Task before, int count)
        {
            await before;
            await Task.Delay(TimeSpan.FromMilliseconds(_draw.KeyOf($"wait {count}") % LatestMilliseconds), Stop);
            await _server.KillAsync();
            Kills++;
            await _server.StartAsync(Stop);
        }
    }
}
