using Becs.Domain.Donations;
using Becs.Domain.Isbt128;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>One row, read and checked against the donation it names.</summary>
internal sealed record RowReading(int Row, Donation Donation, Sample Sample, string TestCode, TestRole Role, ResultValue Value)
{
    private const int LongestRaw = 60;

    internal static DonationNumber Din(string text, bool isTyped) =>
        text.StartsWith('=') ? DonationNumber.ParseScan(text).Din
            : isTyped ? DonationNumber.Parse(text)
            : DonationNumber.FromValue(text);

    /// <exception cref="BecsException">What is wrong; its code and field go to the laboratory.</exception>
    internal static RowReading Of(int row, ResultRow given, Donation donation, TestingFacts facts, DateTime ranAt)
    {
        var test = facts.Required.FirstOrDefault(t => t.Test == given.TestCode)
            ?? throw new InputException("TST-003", "testCode", $"Test '{given.TestCode}' is not ordered for this donation.");
        var role = TestRoles.Parse(given.Role);
        var sample = SampleFor(given, donation, test.Method);
        if (sample.ReceivedAt is null || sample.TakenAt > ranAt)
        {
            throw new InputException("TST-006", "din", "The sample was not received, or not yet taken when the run was made.");
        }

        if (given.Raw?.Length > LongestRaw)
        {
            throw new InputException("TST-008", "raw", $"The measured text has at most {LongestRaw} characters.");
        }

        return new RowReading(row, donation, sample, test.Test, role, ValueOf(given, test.Method));
    }

    private static ResultValue ValueOf(ResultRow given, TestMethod method)
    {
        if (method == TestMethod.BloodGroup)
        {
            return given.Interpretation is null && given.Reactions is not null
                ? new ResultValue { Raw = given.Raw, ReactionText = BloodReactions.From(given.Reactions).ToString() }
                : throw new InputException("TST-005", "reactions", "A blood grouping is sent as reactions, not interpreted.");
        }

        return given.Reactions is null
            ? new ResultValue { Raw = given.Raw, Interpretation = Interpretations.Parse(given.Interpretation) }
            : throw new InputException("TST-005", "interpretation", "Reactions belong to a blood grouping.");
    }

    private static Sample SampleFor(ResultRow given, Donation donation, TestMethod method)
    {
        var wanted = method switch
        {
            TestMethod.Nat => TubeKind.Nat,
            TestMethod.Serology => TubeKind.Serology,
            _ => TubeKind.BloodGroup,
        };
        var fits = given.SampleId is { } id
            ? donation.Samples.FirstOrDefault(s => s.Id == id)
            : donation.Samples.Where(s => s.Kind == wanted).OrderBy(s => s.Id).FirstOrDefault();
        return fits ?? throw new InputException("TST-002", "din", "The laboratory has no such sample of this donation.");
    }
}
