using Becs.Domain.Isbt128;
using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class BloodGroupingTests
{
    private static readonly Dictionary<string, AboGroup> _groups = new()
    {
        ["+--+"] = AboGroup.A,
        ["-++-"] = AboGroup.B,
        ["++--"] = AboGroup.AB,
        ["--++"] = AboGroup.O,
    };

    public static TheoryData<string> Patterns =>
        [.. Enumerable.Range(0, 16).Select(n => string.Concat(Enumerable.Range(0, 4).Select(bit => (n >> bit & 1) == 1 ? '+' : '-')))];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Interpret_WhenAnySignPattern_ThenFourAreGroupsAndTwelveAreDiscrepancies(string pattern)
    {
        var conclusion = AboInterpretation.Interpret(Packs.Law, Signs(pattern));
        if (_groups.TryGetValue(pattern, out var group))
        {
            Assert.Equal((GroupingState.Determined, (AboGroup?)group), (conclusion.State, conclusion.Abo));
        }
        else
        {
            Assert.Equal((GroupingState.Discrepancy, (AboGroup?)null), (conclusion.State, conclusion.Abo));
            Assert.Equal("ABO-PATTERN", conclusion.Reason);
        }
    }

    [Theory]
    [InlineData("2+", "0", "0", "1+", "0", GroupingState.Determined, "")]
    [InlineData("1+", "0", "0", "1+", "0", GroupingState.Discrepancy, "ABO-WEAK")]
    [InlineData("w", "0", "0", "4+", "0", GroupingState.Discrepancy, "ABO-WEAK")]
    [InlineData("4+", "0", "0", "w", "0", GroupingState.Discrepancy, "ABO-WEAK")]
    [InlineData("4+", "w", "0", "4+", "0", GroupingState.Discrepancy, "ABO-WEAK")]
    [InlineData("mf", "0", "0", "4+", "0", GroupingState.Discrepancy, "ABO-MIXED-FIELD")]
    [InlineData("4+", "0", "0", "h", "0", GroupingState.Discrepancy, "ABO-MIXED-FIELD")]
    [InlineData("4+", "0", "0", "4+", "w", GroupingState.Invalid, "ABO-CONTROL")]
    [InlineData("4+", "0", "0", "4+", "mf", GroupingState.Invalid, "ABO-CONTROL")]
    [InlineData("4+", "0", "0", "4+", "nt", GroupingState.Incomplete, "ABO-INCOMPLETE")]
    [InlineData("4+", "0", "nt", "4+", "0", GroupingState.Incomplete, "ABO-INCOMPLETE")]
    public void Interpret_WhenWeakMixedOrControlled_ThenNoGroup(
        string antiA, string antiB, string a1, string b, string control, GroupingState state, string reason)
    {
        var conclusion = AboInterpretation.Interpret(Packs.Law, new(Read(antiA), Read(antiB), Read(a1), Read(b), Read(control)));
        Assert.Equal((state, reason), (conclusion.State, conclusion.Reason));
        Assert.Equal(state == GroupingState.Determined, conclusion.Rules.All(rule => rule.Verdict.IsPass));
    }

    [Theory]
    [InlineData("4+", "0", "nt", "nt", "nt", GroupingState.Determined, RhD.Positive, false)]
    [InlineData("w", "0", "nt", "nt", "nt", GroupingState.Determined, RhD.Positive, false)]
    [InlineData("0", "0", "nt", "nt", "nt", GroupingState.Incomplete, null, false)]
    [InlineData("0", "0", "nt", "0", "nt", GroupingState.Incomplete, null, false)]
    [InlineData("0", "0", "nt", "0", "0", GroupingState.Determined, RhD.Negative, false)]
    [InlineData("0", "0", "nt", "1+", "0", GroupingState.Determined, RhD.Positive, true)]
    [InlineData("0", "0", "nt", "1+", "1+", GroupingState.Invalid, null, false)]
    [InlineData("4+", "1+", "nt", "nt", "nt", GroupingState.Invalid, null, false)]
    [InlineData("4+", "nt", "nt", "nt", "nt", GroupingState.Incomplete, null, false)]
    [InlineData("4+", "0", "0", "nt", "nt", GroupingState.Discrepancy, null, false)]
    [InlineData("0", "0", "4+", "0", "0", GroupingState.Discrepancy, null, false)]
    [InlineData("mf", "0", "nt", "nt", "nt", GroupingState.Discrepancy, null, false)]
    [InlineData("0", "0", "0", "mf", "0", GroupingState.Discrepancy, null, false)]
    public void OfDonor_WhenTyped_ThenNegativeOnlyAfterWeakD(
        string antiD, string control, string second, string weakD, string weakControl, GroupingState state, RhD? rhD, bool weak)
    {
        var conclusion = RhDInterpretation.OfDonor(
            new(Read(antiD), Read(control), Read(second), Read(weakD), Read(weakControl)));
        Assert.Equal((state, rhD, weak), (conclusion.State, conclusion.RhD, conclusion.IsWeakD));
    }

    [Fact]
    public void OfPatient_WhenWeakD_ThenStaysNegative()
    {
        RhDReactions weak = new(Reaction.Negative, Reaction.Negative, WeakD: Reaction.TwoPlus, WeakDControl: Reaction.Negative);
        Assert.Equal(RhD.Positive, RhDInterpretation.OfDonor(weak).RhD);
        Assert.Equal(
            new RhDConclusion(GroupingState.Determined, RhD.Negative, "", IsWeakD: true), RhDInterpretation.OfPatient(weak));
        Assert.Equal(RhD.Positive, RhDInterpretation.OfPatient(new(Reaction.FourPlus, Reaction.Negative)).RhD);
    }

    [Fact]
    public void Compare_WhenAgainstHistory_ThenOnlyEqualIsConfirmed()
    {
        BloodGroup aPos = new(AboGroup.A, RhD.Positive);
        BloodGroup aNeg = new(AboGroup.A, RhD.Negative);
        BloodGroup oPos = new(AboGroup.O, RhD.Positive);
        Assert.Equal(HistoricMatch.Confirmed, HistoricGroup.Compare(Packs.Law, [aPos], [aPos, aPos]));
        Assert.Equal(HistoricMatch.Mismatch, HistoricGroup.Compare(Packs.Law, [aPos], [aPos, oPos]));
        Assert.Equal(HistoricMatch.Mismatch, HistoricGroup.Compare(Packs.Law, [aPos], [aNeg]));
        Assert.Equal(HistoricMatch.Mismatch, HistoricGroup.Compare(Packs.Law, [aPos, oPos], []));
        Assert.Equal(HistoricMatch.NeedsDetermination, HistoricGroup.Compare(Packs.Law, [aPos], []));
        Assert.Equal(HistoricMatch.ConfirmedByDeterminations, HistoricGroup.Compare(Packs.Law, [aPos, aPos], []));
        Assert.Equal(HistoricMatch.NeedsDetermination, HistoricGroup.Compare(Packs.Law, [], [aPos]));
    }

    private static AboReactions Signs(string pattern)
    {
        var read = pattern.Select(sign => sign == '+' ? Reaction.FourPlus : Reaction.Negative).ToArray();
        return new(read[0], read[1], read[2], read[3], Reaction.Negative);
    }

    private static Reaction Read(string text) => ReactionText.Parse(text) ?? throw new ArgumentException(text);
}
