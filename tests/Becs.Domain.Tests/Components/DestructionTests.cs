using Becs.Contracts.Components;
using Becs.Domain.Components;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Components;

/// <summary>Biohazard is destroyed by two persons, and goes nowhere between the first and the second (domain.md 8.7).</summary>
public sealed class DestructionTests
{
    private readonly KernelWorld _world = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DiscardReasons.TransmissibleInfection, DiscardResult.WitnessNeeded)]
    [InlineData(DiscardReasons.Bacteria, DiscardResult.WitnessNeeded)]
    [InlineData(DiscardReasons.Expired, DiscardResult.Discarded)]
    [InlineData(DiscardReasons.VisualInspection, DiscardResult.Discarded)]
    public async Task RunAsync_WhenTheReasonIsBiohazard_ThenAnotherPersonIsNeeded(string reason, DiscardResult expected)
    {
        As("rel1", SignatureMeanings.Discarded);

        Assert.Equal(expected, await _world.Discard.RunAsync(_world.Unit.Id, reason, Stop));

        Assert.Equal(expected == DiscardResult.WitnessNeeded, _world.Unit.AwaitsDestruction);
        Assert.Equal(expected == DiscardResult.Discarded, _world.Unit.IsEnded);
        Assert.Contains(_world.Unit.Id.Subject, _world.Subjects.Bumped);
    }

    [Fact]
    public async Task RunAsync_WhenTheResultsSayReactive_ThenNoOtherReasonSparesTheWitness()
    {
        _world.Blockers.Otherwise["RB-14"] = () => BlockerResult.Blocked("RB-14", "test-reactive");
        As("rel1", SignatureMeanings.Discarded);

        Assert.Equal(DiscardResult.WitnessNeeded, await _world.Discard.RunAsync(_world.Unit.Id, DiscardReasons.Expired, Stop));
    }

    [Fact]
    public async Task ConfirmAsync_WhenAnotherPersonScansAndSigns_ThenTheBagEndsWithItsFate()
    {
        await SignedAsync();

        As("rel2", SignatureMeanings.WitnessedBySecondPerson);
        await _world.Discard.ConfirmAsync(_world.Unit.Id, _world.Unit.Din, Stop);

        Assert.Equal(UnitStatus.Discarded, _world.Unit.Status);
        Assert.Equal(DiscardReasons.TransmissibleInfection, Assert.Single(_world.Units.Fates).ReasonCode);
        Assert.True(_world.Events.Has<ComponentDiscarded>());
        Assert.NotNull(_world.Unit.DestructionSignedById);
    }

    [Fact]
    public async Task ConfirmAsync_WhenItIsTheSamePerson_ThenRefused()
    {
        await SignedAsync();

        As("rel1", SignatureMeanings.WitnessedBySecondPerson);

        Assert.Equal("UNT-009", (await Assert.ThrowsAsync<ForbiddenException>(
            () => _world.Discard.ConfirmAsync(_world.Unit.Id, _world.Unit.Din, Stop))).Code);
        Assert.Equal("UNT-009", (await Assert.ThrowsAsync<ForbiddenException>(
            () => _world.Discard.SendBackAsync(_world.Unit.Id, Stop))).Code);
        Assert.True(_world.Unit.AwaitsDestruction);
    }

    [Fact]
    public async Task ConfirmAsync_WhenNotSignedOrAnotherBagIsScanned_ThenRefused()
    {
        await SignedAsync();

        As("rel2", null);
        Assert.Equal("SIG-001", (await Assert.ThrowsAsync<RuleException>(
            () => _world.Discard.ConfirmAsync(_world.Unit.Id, _world.Unit.Din, Stop))).Code);
        As("rel2", SignatureMeanings.WitnessedBySecondPerson);
        Assert.Equal("UNT-010", (await Assert.ThrowsAsync<InputException>(
            () => _world.Discard.ConfirmAsync(_world.Unit.Id, DonationNumber.FromValue("W123426000002"), Stop))).Code);
        Assert.True(_world.Unit.AwaitsDestruction);
    }

    [Fact]
    public async Task ConfirmAsync_WhenNobodySignedFirst_ThenRefused()
    {
        As("rel2", SignatureMeanings.WitnessedBySecondPerson);

        Assert.Equal("UNT-008", (await Assert.ThrowsAsync<RuleException>(
            () => _world.Discard.ConfirmAsync(_world.Unit.Id, _world.Unit.Din, Stop))).Code);
    }

    [Fact]
    public async Task RunAsync_WhenItIsSignedForAlready_ThenNoMilderReasonEndsIt()
    {
        await SignedAsync();

        As("rel2", SignatureMeanings.Discarded);

        Assert.Equal("UNT-007", (await Assert.ThrowsAsync<RuleException>(
            () => _world.Discard.RunAsync(_world.Unit.Id, DiscardReasons.Broken, Stop))).Code);
    }

    [Fact]
    public async Task EvaluateAsync_WhenItIsSignedFor_ThenTheBagIsBlockedUntilItIsSentBack()
    {
        Assert.True((await _world.Gate.EvaluateAsync(_world.Unit.Id, ReleaseStage.LabelClearance, Stop)).IsClear);
        await SignedAsync();

        As("rel2", null);
        var blocking = (await _world.Gate.EvaluateAsync(_world.Unit.Id, ReleaseStage.LabelClearance, Stop)).Blocking;
        Assert.Contains(blocking, b => b is { Blocker: "RB-38", Reason: "signed-for-destruction" });

        await _world.Discard.SendBackAsync(_world.Unit.Id, Stop);
        Assert.True((await _world.Gate.EvaluateAsync(_world.Unit.Id, ReleaseStage.LabelClearance, Stop)).IsClear);
        Assert.True(_world.Events.Has<ComponentDestructionSentBack>());
    }

    [Fact]
    public async Task RunAsync_WhenTheBagIsReserved_ThenItIsReservedNoMoreAndCannotBeAgain()
    {
        var world = await IssueWorld.StartAsync();
        await world.AllocateAsync();
        world.Kernel.As("rel1", Permissions.ComponentsDiscard);
        world.Kernel.Operation.Sign(SignatureMeanings.Discarded, world.Unit.Id.Subject.ToString());

        await world.Kernel.Discard.RunAsync(world.Unit.Id, DiscardReasons.Bacteria, Stop);

        Assert.False(Assert.Single(world.Kernel.Orders.Allocations).IsOpen);
        Assert.Equal(UnitStatus.Released, world.Unit.Status);
        Assert.ThrowsAny<BecsException>(() => world.Unit.UseUp());
        Assert.Equal("UNT-006", Assert.Throws<RuleException>(() => world.Unit.MoveTo(TestOperation.OtherSite, "R2")).Code);
    }

    private async Task SignedAsync()
    {
        As("rel1", SignatureMeanings.Discarded);
        await _world.Discard.RunAsync(_world.Unit.Id, DiscardReasons.TransmissibleInfection, Stop);
        Assert.Equal(DiscardReasons.TransmissibleInfection, _world.Events.Single<ComponentDestructionSigned>().ReasonCode);
    }

    private void As(string user, string? meaning)
    {
        _world.As(user, Permissions.ComponentsDiscard);
        if (meaning is not null)
        {
            _world.Operation.Sign(meaning, _world.Unit.Id.Subject.ToString());
        }
    }
}
