using System.Globalization;
using Becs.Server.Simulation;

namespace Becs.Server.Tests.Simulation;

/// <summary>Kills the server in the middle of some writes, a few milliseconds after they were sent, and starts it again.</summary>
internal sealed class KillingHandler(ServerProcess server, int seed, IReadOnlySet<int> writes) : DelegatingHandler(new SocketsHttpHandler())
{
    private const int LatestMilliseconds = 60;

    private readonly SeededOrder _draw = new(seed);
    private int _count;

    public int Kills { get; private set; }

    public int Writes => _count;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post || !writes.Contains(++_count))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var answer = base.SendAsync(request, cancellationToken);
        var wait = _draw.KeyOf(_count.ToString(CultureInfo.InvariantCulture)) % LatestMilliseconds;
        await Task.Delay(TimeSpan.FromMilliseconds(wait), cancellationToken);
        await server.KillAsync();
        Kills++;
        await server.StartAsync(cancellationToken);
        return await answer;
    }
}
