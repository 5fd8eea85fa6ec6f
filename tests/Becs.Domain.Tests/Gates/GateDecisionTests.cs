using System.Reflection;
using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Shared;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Gates;

/// <summary>What a caller who means harm could try with the public types.</summary>
public sealed class GateDecisionTests
{
    private readonly KernelWorld _world = new();

    [Fact]
    public void GateDecision_WhenSeenFromOutside_ThenNothingMakesOne()
    {
        Assert.Empty(typeof(GateDecision).GetConstructors());
        var makers = typeof(GateDecision).Assembly.GetExportedTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.ReturnType == typeof(GateDecision) || m.ReturnType == typeof(Task<GateDecision>))

            // Reading one is no making: what was decided earlier opens nothing now.
            .Where(m => !m.IsSpecialName && m.DeclaringType != typeof(IGateDecisions));
        Assert.Empty(makers);
        Assert.Empty(typeof(DecisionRecorder).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        Assert.All(typeof(Unit).GetProperties(), p => Assert.False(p.SetMethod?.IsPublic ?? false));
        Assert.Empty(typeof(Unit).GetConstructors());
    }

    [Fact]
    public async Task Release_WhenTheDecisionIsOfAnotherBag_ThenRefused()
    {
        var other = _world.MakeUnit("E0336VA0");
        await _world.LabelledAsync();
        _world.As("rel1");
        var decision = await DecideAsync(GateName.Release, other);

        Refused(() => _world.Unit.Release(decision, _world.Operation.Context));
    }

    [Theory]
    [InlineData(GateName.Issue)]
    [InlineData(GateName.PrintLabel)]
    [InlineData(GateName.AssignDin)]
    public async Task Release_WhenTheDecisionIsOfAnotherGate_ThenRefused(GateName gate)
    {
        await _world.LabelledAsync();
        _world.As("rel1");
        var decision = await DecideAsync(gate, _world.Unit);

        Refused(() => _world.Unit.Release(decision, _world.Operation.Context));
    }

    [Fact]
    public async Task Release_WhenTheDecisionIsBlocked_ThenRefused()
    {
        await _world.LabelledAsync();
        _world.As("rel1");
        var decision = await DecideAsync(GateName.Release, _world.Unit, GateVerdict.Blocked);

        Refused(() => _world.Unit.Release(decision, _world.Operation.Context));
    }

    [Fact]
    public async Task Release_WhenTheDecisionIsOfAnEarlierOperation_ThenRefused()
    {
        await _world.LabelledAsync();
        _world.As("rel1");
        var decision = await DecideAsync(GateName.Release, _world.Unit);
        _world.As("rel1");

        Refused(() => _world.Unit.Release(decision, _world.Operation.Context));
    }

    [Fact]
    public async Task PrintLabel_WhenTheDecisionWasUsed_ThenRefused()
    {
        _world.As("lbl1");
        var decision = await DecideAsync(GateName.PrintLabel, _world.Unit);
        _world.Unit.PrintLabel(decision, _world.Operation.Context);

        Assert.Equal("GATE-001", Assert.Throws<RuleException>(
            () => _world.Unit.PrintLabel(decision, _world.Operation.Context)).Code);
    }

    [Fact]
    public async Task Issue_WhenTheBagWasNeverReleased_ThenRefused()
    {
        _world.As("iss1");
        var decision = await DecideAsync(GateName.Issue, _world.Unit);

        Assert.Equal("UNT-001", Assert.Throws<RuleException>(() => _world.Unit.Issue(decision, _world.Operation.Context)).Code);
    }

    private Task<GateDecision> DecideAsync(GateName gate, Unit unit, GateVerdict verdict = GateVerdict.Clear) =>
        _world.Recorder.RecordAsync(gate, unit.Id.Subject, [], verdict, "{}");

    private void Refused(Action act)
    {
        Assert.Equal("GATE-001", Assert.Throws<RuleException>(act).Code);
        Assert.Equal(UnitStatus.LabelVerified, _world.Unit.Status);
        Assert.Null(_world.Unit.ReleasedDecisionId);
    }
}
