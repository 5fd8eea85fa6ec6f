using Becs.Contracts.Audit;
using Becs.Domain.Audit;
using Becs.Domain.Components;
using Becs.Domain.Orders;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Audit;

public sealed class IntegrityRegisterTests
{
    private readonly KernelWorld _world = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReleaseAsync_WhenTheTrailIsBrokenWhereTheDonationDependsOnIt_ThenRefusedByNameAndAnotherBagReleased()
    {
        await BreakAsync(_world, [_world.Donation.Id.Subject]);
        _world.As("rel1");
        var blocked = Assert.Single((await _world.Gate.EvaluateAsync(_world.Unit.Id, ReleaseStage.LabelClearance, Stop)).Blocking);
        Assert.Equal((ReleaseBlockers.DataIntegrity, "audit-trail-broken"), (blocked.Blocker, blocked.Reason));
        Assert.Equal(_world.Quarantine.Breaks[0].Id, blocked.EvidenceId);

        var other = new KernelWorld();
        await BreakAsync(other, [_world.Donation.Id.Subject, _world.Unit.Id.Subject]);
        await other.ReleasedAsync();
        Assert.Equal(UnitStatus.Released, other.Unit.Status);
    }

    [Theory]
    [InlineData("unit")]
    [InlineData("donor")]
    [InlineData(null)]
    public async Task ReleaseAsync_WhenBrokenAfterTheLabel_ThenNotReleased(string? kind)
    {
        await _world.LabelledAsync();
        await BreakAsync(_world, kind switch
        {
            "unit" => [_world.Unit.Id.Subject],
            "donor" => [_world.Donation.DonorId.Subject],
            _ => null,
        });

        var outcome = await _world.ReleaseAsync();

        Assert.False(outcome.IsReleased);
        Assert.Equal([ReleaseBlockers.DataIntegrity], outcome.Vector.Blocking.Select(b => b.Blocker));
    }

    [Fact]
    public async Task ConfirmAsync_WhenASecondPersonSigns_ThenTheRestGoesOnAndWhatIsKeptStaysBlocked()
    {
        var kept = _world.MakeUnit("E0336V00");
        await BreakAsync(_world, [_world.Unit.Id.Subject, kept.Id.Subject]);
        var incident = await OpenAsync("qa1", [kept.Id.Subject]);
        Assert.False(await IsClearAsync(_world.Unit), "One signature lets nothing go.");

        await ConfirmAsync("val1", incident.Id);

        Assert.True(await IsClearAsync(_world.Unit));
        Assert.False(await IsClearAsync(kept));
        Assert.True(_world.Events.Has<IntegrityIncidentConfirmed>());
    }

    [Fact]
    public async Task ConfirmAsync_WhenTheSamePersonSignsTwice_ThenRefusedAndStillBlocked()
    {
        await BreakAsync(_world, [_world.Unit.Id.Subject]);
        var incident = await OpenAsync("qa1", []);

        Assert.Equal("INT-004", (await Assert.ThrowsAsync<ForbiddenException>(() => ConfirmAsync("qa1", incident.Id))).Code);
        Assert.False(await IsClearAsync(_world.Unit));
    }

    [Fact]
    public async Task OpenAsync_WhenWithoutPermissionSignatureBreakOrStatement_ThenRefused()
    {
        await BreakAsync(_world, [_world.Unit.Id.Subject]);
        var id = _world.Quarantine.Breaks[0].Id;
        var register = Register(_world);
        _world.As("rel1");
        await Assert.ThrowsAsync<ForbiddenException>(() => register.OpenAsync([id], [], "why", Stop));
        _world.As("qa1", Permissions.IntegrityLimit);
        await Assert.ThrowsAnyAsync<BecsException>(() => register.OpenAsync([id], [], "why", Stop));
        _world.Operation.Sign(SignatureMeanings.Reviewed, "incident");
        Assert.Equal("INT-002", (await Assert.ThrowsAsync<InputException>(() => register.OpenAsync([Guid.Empty], [], "why", Stop))).Code);
        Assert.Equal("INT-003", (await Assert.ThrowsAsync<InputException>(() => register.OpenAsync([id], [], " ", Stop))).Code);
        await Assert.ThrowsAsync<ForbiddenException>(() => register.RecordAsync([], Stop));
    }

    [Fact]
    public async Task ConfirmAsync_WhenConfirmedAlready_ThenRefused()
    {
        await BreakAsync(_world, [_world.Unit.Id.Subject]);
        var incident = await OpenAsync("qa1", []);
        await ConfirmAsync("val1", incident.Id);

        Assert.Equal("INT-409", (await Assert.ThrowsAsync<ConflictException>(() => ConfirmAsync("val2", incident.Id))).Code);
    }

    [Fact]
    public async Task RecordAsync_WhenTheSamePlaceIsFoundAgain_ThenItIsRecordedOnce()
    {
        await BreakAsync(_world, [_world.Unit.Id.Subject]);
        await BreakAsync(_world, [_world.Unit.Id.Subject]);

        Assert.Single(_world.Quarantine.Breaks);
    }

    [Fact]
    public async Task AllocateAsync_WhenTheTrailIsBroken_ThenRefusedByNameButAnEmergencyGoesOn()
    {
        var routine = await IssueWorld.StartAsync();
        await BreakAsync(routine.Kernel, [routine.Unit.Id.Subject]);
        var refused = await routine.AllocateAsync();
        Assert.Null(refused.Allocation);
        Assert.Equal("RB-36:audit-trail-broken", refused.Vector[IssueCodes.NoHold].Reason);

        var emergency = await IssueWorld.StartAsync(OrderUrgency.Emergency, determinations: 0);
        await BreakAsync(emergency.Kernel, [emergency.Unit.Id.Subject]);
        Assert.NotNull((await emergency.AllocateAsync(emergency: true)).Allocation);
        Assert.NotNull((await emergency.IssueAsync(r => r with { IsEmergency = true })).Issue);
    }

    private static IntegrityRegister Register(KernelWorld world) => new(
        world.Quarantine, new FakeSites(), world.Subjects, world.Events, world.Audit, world.Operation.Ids, world.Operation);

    private static async Task BreakAsync(KernelWorld world, SubjectRef[]? records)
    {
        world.As("system");
        world.Operation.With(c => c with { IsSystem = true });
        await Register(world).RecordAsync([new BrokenPlace("RowChanged", "row 1", "changed", records)], Stop);
    }

    private async Task<IntegrityIncident> OpenAsync(string user, SubjectRef[] kept)
    {
        _world.As(user, Permissions.IntegrityLimit);
        _world.Operation.Sign(SignatureMeanings.Reviewed, "incident");
        return await Register(_world).OpenAsync([_world.Quarantine.Breaks[0].Id], kept, "A test row was edited.", Stop);
    }

    private Task ConfirmAsync(string user, Guid incident)
    {
        _world.As(user, Permissions.IntegrityLimit);
        _world.Operation.Sign(SignatureMeanings.Approved, "incident");
        return Register(_world).ConfirmAsync(incident, Stop);
    }

    private async Task<bool> IsClearAsync(Unit unit)
    {
        _world.As("rel1");
        var vector = await _world.Gate.EvaluateAsync(unit.Id, ReleaseStage.LabelClearance, Stop);
        return !vector[ReleaseBlockers.DataIntegrity].Blocks;
    }
}
