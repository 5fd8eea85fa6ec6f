using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class TestAlgorithmTests
{
    private static readonly HashSet<string> _none = [];

    public static TheoryData<string, TestState, int> Serology => new()
    {
        { "", TestState.Pending, 0 },
        { "I:N", TestState.FinalNonReactive, 0 },
        { "I:V", TestState.Invalid, 0 },
        { "I:N!", TestState.Invalid, 0 },
        { "I:R!", TestState.Invalid, 0 },
        { "I:R! I:N", TestState.FinalNonReactive, 0 },
        { "I:V I:N", TestState.FinalNonReactive, 0 },
        { "I:R", TestState.InitiallyReactive, 2 },
        { "I:G", TestState.InitiallyReactive, 2 },
        { "I:D", TestState.InitiallyReactive, 2 },
        { "I:R I:N", TestState.InitiallyReactive, 2 },
        { "I:R P:N", TestState.InitiallyReactive, 1 },
        { "I:R P:N P:V", TestState.InitiallyReactive, 1 },
        { "I:R P:N P:N!", TestState.InitiallyReactive, 1 },
        { "I:R P:N P:N", TestState.FinalNonReactive, 0 },
        { "I:R P:R", TestState.RepeatedlyReactive, 0 },
        { "I:R P:N P:R", TestState.RepeatedlyReactive, 0 },
        { "I:R P:R P:R", TestState.RepeatedlyReactive, 0 },
        { "I:R P:N P:G", TestState.RepeatedlyReactive, 0 },
        { "I:R P:R P:N P:N P:N", TestState.RepeatedlyReactive, 0 },
        { "I:N P:R", TestState.RepeatedlyReactive, 0 },
        { "I:R P:R C:N", TestState.RepeatedlyReactive, 0 },
        { "P:N P:N", TestState.Invalid, 0 },
    };

    [Theory]
    [MemberData(nameof(Serology))]
    public void Serology_WhenRowsAreSuch_ThenState(string rows, TestState state, int needed)
    {
        foreach (var order in new[] { Rows(rows), [.. Rows(rows).AsEnumerable().Reverse()] })
        {
            var conclusion = SerologyAlgorithm.Evaluate(order);
            Assert.Equal((state, needed), (conclusion.State, conclusion.RepeatsNeeded));
            Assert.Equal(state == TestState.FinalNonReactive, conclusion.AllowsRelease);
            Assert.Equal(state == TestState.RepeatedlyReactive, conclusion.IsUnsuitable);
        }
    }

    [Theory]
    [InlineData("I:R", TestState.RepeatedlyReactive)]
    [InlineData("I:R P:N", TestState.RepeatedlyReactive)]
    [InlineData("I:V", TestState.RepeatedlyReactive)]
    [InlineData("I:R P:N P:N", TestState.FinalNonReactive)]
    [InlineData("I:N", TestState.FinalNonReactive)]
    public void Serology_WhenTheSampleIsExhausted_ThenUnresolvedIsReactive(string rows, TestState state) =>
        Assert.Equal(state, SerologyAlgorithm.Evaluate(Rows(rows), sampleExhausted: true).State);

    [Fact]
    public void Serology_WhenTheRepeatIsOfAnotherSample_ThenDoesNotCount()
    {
        TestRow[] rows =
        [
            new("1", TestStage.Initial, TestReading.Reactive, true, "s1"),
            new("2", TestStage.Repeat, TestReading.NonReactive, true, "s2"),
            new("3", TestStage.Repeat, TestReading.NonReactive, true, "s1"),
        ];
        Assert.Equal(1, SerologyAlgorithm.Evaluate(rows).RepeatsNeeded);
    }

    [Fact]
    public void Serology_WhenOneRowComesTwice_ThenCountsOnce()
    {
        TestRow repeat = new("2", TestStage.Repeat, TestReading.NonReactive, true);
        TestRow[] rows = [new("1", TestStage.Initial, TestReading.Reactive, true), repeat, repeat];
        Assert.Equal(TestState.InitiallyReactive, SerologyAlgorithm.Evaluate(rows).State);
    }

    [Theory]
    [InlineData("I:R P:R", null)]
    [InlineData("I:R P:R C:N", TestReading.NonReactive)]
    [InlineData("I:R P:R C:N C:D", TestReading.Indeterminate)]
    [InlineData("I:R P:R C:R C:N", TestReading.Reactive)]
    [InlineData("I:R P:R C:R!", null)]
    public void Serology_WhenConfirmed_ThenTheStrictestReadingIsReported(string rows, TestReading? reading) =>
        Assert.Equal(reading, SerologyAlgorithm.Evaluate(Rows(rows)).Confirmatory);

    [Theory]
    [InlineData("", false, TestState.Pending)]
    [InlineData("M:N", false, TestState.FinalNonReactive)]
    [InlineData("M:N", true, TestState.Pending)]
    [InlineData("M:N I:N", true, TestState.FinalNonReactive)]
    [InlineData("I:N", false, TestState.FinalNonReactive)]
    [InlineData("M:V", false, TestState.Invalid)]
    [InlineData("M:N!", false, TestState.Invalid)]
    [InlineData("M:R", false, TestState.PoolReactive)]
    [InlineData("M:G", false, TestState.PoolReactive)]
    [InlineData("M:R M:N", false, TestState.PoolReactive)]
    [InlineData("M:R I:N", false, TestState.PoolReactive)]
    [InlineData("M:R I:V", false, TestState.PoolReactive)]
    [InlineData("M:R I:R", false, TestState.Reactive)]
    [InlineData("I:R", false, TestState.Reactive)]
    [InlineData("I:G", false, TestState.Reactive)]
    [InlineData("I:R I:N", false, TestState.Reactive)]
    [InlineData("M:N I:R", false, TestState.Reactive)]
    public void Nat_WhenThePoolIsNotResolved_ThenState(string rows, bool individual, TestState state) =>
        Assert.Equal(state, NatAlgorithm.Evaluate(Rows(rows), _none, individual).State);

    [Theory]
    [InlineData("M:R I:N", TestState.FinalNonReactive)]
    [InlineData("M:R", TestState.PoolReactive)]
    [InlineData("M:R I:R", TestState.Reactive)]
    public void Nat_WhenThePoolIsResolved_ThenTheMembersOwnResultDecides(string rows, TestState state) =>
        Assert.Equal(state, NatAlgorithm.Evaluate(Rows(rows), new HashSet<string> { "pool" }).State);

    [Fact]
    public void Nat_WhenTheSampleIsExhausted_ThenUnresolvedIsReactive()
    {
        Assert.Equal(TestState.Reactive, NatAlgorithm.Evaluate(Rows("M:R"), _none, sampleExhausted: true).State);
        Assert.Equal(TestState.FinalNonReactive, NatAlgorithm.Evaluate(Rows("M:N"), _none, sampleExhausted: true).State);
    }

    [Fact]
    public void IsResolved_WhenOneMemberHasNoValidIndividualResult_ThenNot()
    {
        Assert.True(NatAlgorithm.IsResolved([Rows("M:R I:N"), Rows("M:R I:R")]));
        Assert.False(NatAlgorithm.IsResolved([Rows("M:R I:N"), Rows("M:R")]));
        Assert.False(NatAlgorithm.IsResolved([Rows("M:R I:N"), Rows("M:R I:N!")]));
        Assert.False(NatAlgorithm.IsResolved([]));
    }

    // "I:R!": initial, reactive, run not valid.
    private static List<TestRow> Rows(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((row, index) => new TestRow(
            $"{index}",
            row[0] switch { 'I' => TestStage.Initial, 'P' => TestStage.Repeat, 'M' => TestStage.Pool, _ => TestStage.Confirmatory },
            row[2] switch
            {
                'N' => TestReading.NonReactive,
                'R' => TestReading.Reactive,
                'G' => TestReading.GreyZone,
                'D' => TestReading.Indeterminate,
                _ => TestReading.Invalid,
            },
            !row.EndsWith('!'),
            "s",
            row[0] == 'M' ? "pool" : null)),
    ];
}
