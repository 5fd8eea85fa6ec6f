using Becs.Server.Hosting;
using Becs.Server.Simulation;

namespace Becs.Server.Tests.Simulation;

/// <summary>What a simulated day may be asked for, and what it says to the rest.</summary>
public class SimulationOptionsTests
{
    [Fact]
    public void Read_WhenNothingIsSaid_ThenTheUsualDay()
    {
        Assert.Equal(new SimulationOptions(7, 40, new DateOnly(2026, 6, 10), null), SimulationOptions.Read(["simulate-day"]));
    }

    [Fact]
    public void Read_WhenEverythingIsSaid_ThenSo()
    {
        var read = SimulationOptions.Read(
            ["simulate-day", "--seed", "0", "--donors", "60", "--date", "2028-02-29", "--url", "https://blood.example:8443"]);

        Assert.Equal(new SimulationOptions(0, 60, new DateOnly(2028, 2, 29), new Uri("https://blood.example:8443")), read);
    }

    [Theory]
    [InlineData("--seed", "-1")]
    [InlineData("--seed", "seven")]
    [InlineData("--seed", "2147483648")]
    [InlineData("--donors", "0")]
    [InlineData("--donors", "61")]
    [InlineData("--date", "2026-02-29")]
    [InlineData("--date", "10.06.2026")]
    [InlineData("--url", "localhost")]
    [InlineData("--url", "ftp://blood.example")]
    public void Read_WhenItMakesNoSense_ThenTheOptionAndTheTextAreNamed(string option, string text)
    {
        var refused = Assert.Throws<StartException>(() => SimulationOptions.Read(["simulate-day", option, text]));

        Assert.StartsWith(option, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", refused.Message, StringComparison.Ordinal);
    }
}
