using Becs.Activities.Tests.Bank;
using Becs.Domain.Components;
using Becs.Domain.Shared;
using Becs.Workflows;

namespace Becs.Activities.Tests.Facts;

public sealed class WaitForFactTests
{
    private readonly FlowBank _bank = new();
    private readonly SubjectRef _unit = new(SubjectKinds.Unit, Guid.Parse("01900000-0000-7000-8000-00000000aaaa"));

    [Fact]
    public async Task Wait_AssertsTheVersionsOfItsRecords()
    {
        var graph = Graphs.Of(Graphs.Node(
            "Wait", "Becs.WaitForFact", ("eventNames", new[] { "HoldLifted" }), ("subjects", new[] { $"{_unit}" })));
        _bank.Add(graph);
        _bank.As("qa1");

        // Read by an evaluation, then changed by another operation before the wait is stored.
        await _bank.Rooms.Subjects.TouchAsync(_unit, TestContext.Current.CancellationToken);
        _bank.Rooms.Subjects.BumpElsewhere(_unit);

        await Assert.ThrowsAsync<StaleDecisionException>(() => _bank.StartAsync(graph, new()));
        Assert.Empty(_bank.Instances);
        await _bank.StartAsync(graph, new());
        Assert.Single(_bank.Instances);
    }

    [Fact]
    public async Task Wait_WhenTheEventIsForAnotherKind_ThenNoBookmark()
    {
        var graph = Graphs.Of(Graphs.Node(
            "Wait", "Becs.WaitForFact", ("eventNames", new[] { "donor:DeferralLifted", "unit:ComponentDiscarded" }),
            ("subjects", new[] { $"{_unit}" })));
        _bank.Add(graph);
        _bank.As("qa1");

        var id = await _bank.StartAsync(graph, new());

        var bookmark = Assert.Single(_bank.State(id).Bookmarks);
        Assert.Equal("ComponentDiscarded", bookmark.Payload!.Value.GetProperty("event").GetString());
    }

    [Theory]
    [InlineData("HoldLifted")]
    [InlineData("unit:")]
    [InlineData("unit:not-an-id")]
    [InlineData("")]
    public async Task Wait_WhenTheSubjectIsNoRecord_ThenRefused(string subject)
    {
        var graph = Graphs.Of(Graphs.Node(
            "Wait", "Becs.WaitForFact", ("eventNames", new[] { "HoldLifted" }), ("subjects", new[] { subject })));
        _bank.As("qa1");

        Assert.Equal("WFF-001", (await Assert.ThrowsAsync<InputException>(() => _bank.StartAsync(graph, new()))).Code);
    }
}
