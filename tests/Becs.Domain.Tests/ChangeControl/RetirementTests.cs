using Becs.Contracts.Workflows;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;

namespace Becs.Domain.Tests.ChangeControl;

/// <summary>Version 1 was in use before, version 2 starts the instances now.</summary>
public sealed class RetirementTests
{
    private readonly ChangeWorld _world = ChangeWorld.In("Approved");

    [Fact]
    public void Retire_WhenSuperseded_ThenItGoesAndTheOneInEffectStays()
    {
        Carry(Of(_world.Base.PackageHash), _world.Base.PackageHash);
        Assert.Equal((PackageState.Retired, PackageState.Approved), (_world.Base.State, _world.Candidate.State));
        Assert.Equal("CHG-060", Assert.Throws<ConflictException>(() => Of(_world.Base.PackageHash)).Code);
    }

    /// <summary>The one before would start again without anybody having decided that.</summary>
    [Fact]
    public void Retire_WhenInEffect_ThenOnlyTheWholeWorkflowGoes()
    {
        Assert.Equal("CHG-061", Assert.Throws<ConflictException>(() => Of(_world.Candidate.PackageHash)).Code);
        var all = Of(null);
        Assert.Equal([1, 2], all.Packages.Select(p => p.DefinitionVersion));
        Carry(all, all.SignedHash);
        Assert.Equal((PackageState.Retired, PackageState.Retired), (_world.Base.State, _world.Candidate.State));
        Assert.Equal([(1, _world.Base.PackageHash), (2, _world.Candidate.PackageHash)], _world.Events.Of<WorkflowRetired>().Select(e => (e.Version, e.PackageHash)));
        Assert.Equal("CHG-060", Assert.Throws<ConflictException>(() => Of(null)).Code);
    }

    [Fact]
    public void Retire_WhenItsTimeHasNotCome_ThenItGoesAlone()
    {
        var world = ChangeWorld.In("Validated");
        var later = world.Clock.UtcNow().AddHours(1);
        world.Change.Approve(world.Candidate, world.Base, world.OnFile, later, "", world.By("qa1", SignatureMeanings.Approved), world.Ids, world.Events);
        Assert.Equal("CHG-061", Assert.Throws<ConflictException>(() => Retirement.Of([world.Base, world.Candidate], world.Candidate.PackageHash, [], later)).Code);
        Assert.Same(world.Candidate, Retirement.Of([world.Base, world.Candidate], world.Candidate.PackageHash, [], later.AddTicks(-1)).Packages.Single());
        Assert.Equal("CHG-061", Assert.Throws<ConflictException>(
            () => Retirement.Of([world.Base, world.Candidate], world.Base.PackageHash, [], later.AddTicks(-1))).Code);
    }

    [Fact]
    public void Retire_WhenOthersStartIt_ThenRefusedNamingThem() => Assert.Equal("parent, other", Assert.Throws<ConflictException>(
        () => Retirement.Of([_world.Base, _world.Candidate], null, ["parent", "other"], _world.Clock.UtcNow())).Facts["usedBy"]);

    [Fact]
    public void Retire_WhenNotSignedForThisByWhoMay_ThenRefused()
    {
        var retirement = Of(_world.Base.PackageHash);
        var hash = retirement.SignedHash;
        Assert.Equal("CHG-001", Assert.Throws<ForbiddenException>(
            () => retirement.Carry(_world.By("own1", SignatureMeanings.Retired, hash, [Permissions.WorkflowsEdit]), _world.Events)).Code);
        Assert.Equal("CHG-002", Assert.Throws<RuleException>(() => retirement.Carry(_world.By("qa1"), _world.Events)).Code);
        Assert.Equal("CHG-002", Assert.Throws<RuleException>(() => retirement.Carry(_world.By("qa1", SignatureMeanings.Approved, hash), _world.Events)).Code);
        Assert.Equal("CHG-410", Assert.Throws<ConflictException>(
            () => retirement.Carry(_world.By("qa1", SignatureMeanings.Retired, _world.Candidate.PackageHash), _world.Events)).Code);
        Assert.Equal(PackageState.Accepted, _world.Base.State);
        Assert.Empty(_world.Events.Of<WorkflowRetired>());
    }

    private Retirement Of(string? hash) => Retirement.Of([_world.Candidate, _world.Base], hash, [], _world.Clock.UtcNow());

    private void Carry(Retirement retirement, string hash) => retirement.Carry(_world.By("qa1", SignatureMeanings.Retired, hash), _world.Events);
}
