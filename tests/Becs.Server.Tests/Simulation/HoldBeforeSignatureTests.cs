using System.Net;
using System.Text.Json.Nodes;

namespace Becs.Server.Tests.Simulation;

/// <summary>Between looking at a bag and signing its release, somebody holds it: through the doors staff use, the bag stays.</summary>
[Trait(Needs.Cost, Needs.Slow)]
public sealed class HoldBeforeSignatureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Release_WhenAHoldCameBetweenLookingAndSigning_ThenRefusedAndTheBagStays()
    {
        await using var server = await ServerProcess.StartAsync(Stop);
        using var other = Day.Api(server);
        var holding = new Holding(async din => await other.PostAsync(
            "rel2", "/api/holds", new JsonObject { ["scope"] = "donation", ["reasonCode"] = "manual", ["din"] = din }, Stop));

        var day = await Day.WorkAsync(server, 7, 2, Stop, holding);

        Assert.Equal((HttpStatusCode.Conflict, "TSK-410"), (holding.Answer, holding.Code));
        Assert.NotEqual("Released", holding.StatusThen);
        Assert.True(day.Balances, Day.Text(day));
    }

    /// <summary>Holds the donation of the first bag somebody signs the release of, just before the signature arrives.</summary>
    private sealed class Holding(Func<string, Task> hold) : DelegatingHandler(new SocketsHttpHandler())
    {
        public HttpStatusCode? Answer { get; private set; }

        public string? Code { get; private set; }

        public string? StatusThen { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Answer is not null || !request.RequestUri!.AbsolutePath.EndsWith("/complete", StringComparison.Ordinal)
                || JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))?["signature"]?["meaning"]?.GetValue<string>() != "released")
            {
                return await base.SendAsync(request, cancellationToken);
            }

            var task = await GetAsync(request, request.RequestUri.AbsolutePath[..^"/complete".Length], cancellationToken);
            var words = task["task"]!["subjectDisplay"]!.GetValue<string>().Split(' ');
            await hold(words[^2]);
            var answer = await base.SendAsync(request, cancellationToken);
            Answer = answer.StatusCode;
            Code = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))?["code"]?.GetValue<string>();
            StatusThen = (await GetAsync(request, $"/api/units/{words[^2]}/{words[^1]}", cancellationToken))["record"]!["unit"]!["status"]!.GetValue<string>();
            return answer;
        }

        private async Task<JsonNode> GetAsync(HttpRequestMessage like, string path, CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(like.RequestUri!, path));
            foreach (var header in like.Headers)
            {
                request.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            using var answer = await base.SendAsync(request, ct);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!;
        }
    }
}
