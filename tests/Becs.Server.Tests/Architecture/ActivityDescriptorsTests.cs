using Becs.Workflows.Definitions;

namespace Becs.Server.Tests.Architecture;

/// <summary>
/// What packages rely on, of each activity type in each version: its hash is signed with every package that uses it, and a package is refused
/// when it differs. So a change of an input, an output or an outcome stops running instances after an upgrade, unless it comes as a new
/// version beside the old class. <c>BECS_TEST_ACCEPT=1 tests/run --filter ActivityDescriptors</c> writes the file anew; a line that changes
/// there stops whatever was accepted before.
/// </summary>
public class ActivityDescriptorsTests
{
    private static readonly string Baseline = Path.Combine(Repository.Root, "tests/Becs.Server.Tests/Architecture/Baselines/activity-descriptors.txt");

    [Fact]
    public void Descriptors_WhenCompared_ThenPackagesSignedForThemStillRun()
    {
        var actual = new ActivityRegistry(typeof(Activities.Tasks.HumanTask).Assembly).Descriptors
            .Select(d => $"{d.TypeName} {d.Version} {d.Hash}").Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("BECS_TEST_ACCEPT") == "1")
        {
            File.WriteAllLines(Baseline, actual);
        }

        Guard.None(Violations(File.ReadAllLines(Baseline), actual));
    }

    [Fact]
    public void Guard_WhenADescriptorChanged_ThenSpeaks() => Guard.Speaks(Violations(["Elsa.Delay 1 aa"], ["Elsa.Delay 1 bb"]), "Elsa.Delay 1");

    [Fact]
    public void Guard_WhenAVersionIsGone_ThenSpeaks() => Guard.Speaks(Violations(["Elsa.Delay 1 aa"], ["Elsa.Delay 2 bb"]), "Elsa.Delay 1");

    [Fact]
    public void Guard_WhenAVersionIsNew_ThenAsksToListIt() => Guard.Speaks(Violations([], ["Elsa.Delay 2 bb"]), "Elsa.Delay 2");

    [Fact]
    public void Guard_WhenTheyAgree_ThenSilent() => Assert.Empty(Violations(["Elsa.Delay 1 aa"], ["Elsa.Delay 1 aa"]));

    private static IEnumerable<string> Violations(IReadOnlyCollection<string> signed, IReadOnlyCollection<string> actual) =>
        signed.Except(actual).Select(l => $"{Of(l)} is not what packages were signed for: instances on them would stop; give the change a new version")
            .Concat(actual.Except(signed).Where(a => signed.All(s => Of(s) != Of(a))).Select(l => $"{Of(l)} is new: list it"));

    private static string Of(string line) => line[..line.LastIndexOf(' ')];
}
