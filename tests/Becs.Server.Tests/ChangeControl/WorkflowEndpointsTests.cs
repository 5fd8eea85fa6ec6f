using Becs.Server.Tests.Hosting;

namespace Becs.Server.Tests.ChangeControl;

public class WorkflowEndpointsTests(BecsServer server) : IClassFixture<BecsServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WhenInDevelopment_ThenEveryShippedPackageIsAcceptedByQualityOnRecord()
    {
        var list = await (await (await server.AsAsync("own1")).GetAsync("/api/packages?pageSize=200", Stop)).JsonAsync();
        var packages = list.GetProperty("items").EnumerateArray().ToList();

        Assert.Contains(packages, p => p.GetProperty("definitionId").GetString() == "quarantine");
        Assert.Contains(packages, p => p.GetProperty("kind").GetString() == "rulepack");
        Assert.All(packages, p =>
        {
            Assert.Equal("accepted", p.GetProperty("state").GetString());
            Assert.Equal("Quinn Quality", p.GetProperty("acceptedBy").GetString());
        });
    }

    [Fact]
    public async Task Ready_WhenEverythingIsLoaded_ThenSaysSo()
    {
        var ready = await (await server.CreateClient().GetAsync("/health/ready", Stop)).JsonAsync();

        Assert.Equal("ready", ready.GetProperty("status").GetString());
    }
}
