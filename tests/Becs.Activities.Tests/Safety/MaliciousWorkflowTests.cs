using Becs.Domain.Components;
using Becs.Workflows.Definitions;
using CsCheck;

namespace Becs.Activities.Tests.Safety;

/// <summary>No workflow, whatever it is made of and whoever works on it, gets out a bag with which something is wrong.</summary>
public sealed class MaliciousWorkflowTests
{
    private static readonly Wrong _nothing = new("nothing", UnitStatus.LabelVerified, _ => Task.CompletedTask, _ => true);

    public static TheoryData<string> WrongNames => [.. Wrong.All.Select(w => w.Name)];

    /// <summary>The attack is able: with nothing wrong it gets the bag released, and issued.</summary>
    [Theory]
    [InlineData(UnitStatus.LabelVerified, "Becs.ReleaseComponent")]
    [InlineData(UnitStatus.Allocated, "Becs.IssueUnit")]
    public async Task Attack_WhenNothingIsWrong_ThenTheBagGetsOut(UnitStatus before, string type)
    {
        var victim = await Victim.MakeAsync(before);
        var attack = new Attack(victim, [4]);

        await attack.RunAsync(_nothing, Attack.Palette.Single(d => d.TypeName == type));

        Assert.NotNull(attack.Breach);
    }

    [Theory]
    [MemberData(nameof(WrongNames))]
    public async Task Attack_ByEachActivity_GetsNothingOut(string name)
    {
        var wrong = Wrong.All.Single(w => w.Name == name);
        var victim = await SpoiledAsync(wrong);
        var state = victim.State;
        foreach (var descriptor in Attack.Palette)
        {
            foreach (var tape in new int[][] { [4], [16, 4, 5, 20], [5, 6, 7, 4, 3] })
            {
                // Each attack finds the bag as it was: one that lost its label, or with one more hold, is no test of what is wrong with it.
                victim = victim.State == state ? victim : await SpoiledAsync(wrong);
                var attack = new Attack(victim, tape);

                await attack.RunAsync(wrong, descriptor);

                Assert.True(attack.Breach is null, $"{descriptor.TypeName}: {attack.Breach}");
            }
        }
    }

    [Fact]
    public async Task Attack_BySequencesOfActivities_GetsNothingOut()
    {
        var palette = Gen.Int[0, Attack.Palette.Count - 1].Select(i => Attack.Palette[i]).Array[2, 6];
        await Gen.Select(Gen.Int[0, Wrong.All.Count - 1], palette, Gen.Int[0, 1000].Array[4, 40]).SampleAsync(
            async (int which, ActivityDescriptor[] activities, int[] tape) =>
            {
                var wrong = Wrong.All[which];
                var attack = new Attack(await SpoiledAsync(wrong), tape);
                await attack.RunAsync(wrong, activities);
                return attack.Breach is null;
            },
            iter: 60);
    }

    private static async Task<Victim> SpoiledAsync(Wrong wrong)
    {
        var victim = await Victim.MakeAsync(wrong.Before);
        await wrong.Spoil(victim);
        return victim;
    }
}
