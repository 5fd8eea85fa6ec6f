namespace Becs.Domain.Testing;

/// <summary>Release blockers RB-12 to RB-15 and RB-17 as pure functions over the facts of testing. An empty list is clear.</summary>
public static class TestingChecks
{
    /// <summary>RB-12: every test of the panel of the day of donation, and every test ordered, has a valid result.</summary>
    public static IReadOnlyList<TestingFinding> NoneMissing(TestingFacts facts)
    {
        var missing = TestingVerdicts.Standings(facts).Tests.Where(t => t.Progress == TestProgress.Missing)
            .Select(t => new TestingFinding($"missing:{t.TestCode}", Evidence(t))).ToList();
        return facts.Required.Count > 0 ? missing : [new TestingFinding("no-panel", facts.Donation.Id.Value)];
    }

    /// <summary>RB-13: no repeat, confirmation, second entry or resolution is awaited, and what was announced is still what the results say.
    /// </summary>
    public static IReadOnlyList<TestingFinding> AllFinal(TestingFacts facts)
    {
        var waiting = TestingVerdicts.Standings(facts).Tests
            .Where(t => t.Progress is TestProgress.AwaitsSecondEntry or TestProgress.AwaitsResolution
                or TestProgress.AwaitsRepeat or TestProgress.AwaitsConfirmation)
            .Select(t => new TestingFinding($"not-final:{t.TestCode}", Evidence(t))).ToList();
        if (facts.Projection is { } announced && announced.Verdict != TestingVerdicts.Of(facts).Code)
        {
            waiting.Add(new TestingFinding("verdict-disagrees", facts.Donation.Id.Value));
        }

        return waiting;
    }

    /// <summary>RB-14: no final result is reactive, indeterminate or confirmed. Every product: no rule here allows one.</summary>
    public static IReadOnlyList<TestingFinding> NoneReactive(TestingFacts facts) =>
        [.. TestingVerdicts.Standings(facts).Tests.Where(t => t.IsUnsuitable)
            .Select(t => new TestingFinding($"reactive:{t.TestCode}", Evidence(t)))];

    /// <summary>RB-15: no required test rests on invalid runs alone. A void result beside a valid one says nothing.</summary>
    public static IReadOnlyList<TestingFinding> RunsValid(TestingFacts facts) =>
        [.. facts.Required
            .Select(t => facts.Of(t.Test).ToList())
            .Where(results => results.Count > 0 && results.TrueForAll(r => !r.RunValid))
            .Select(results => new TestingFinding($"run-invalid:{results[0].Key.TestCode}", results[0].Key.RunId.Value))];

    /// <summary>RB-17: the group is determined, independently where history cannot confirm it, and agrees with history.</summary>
    public static IReadOnlyList<TestingFinding> GroupConfirmed(TestingFacts facts)
    {
        var group = TestingVerdicts.Standings(facts).Group;
        return group.Group is not null
            ? []
            : [new TestingFinding(group.Reason, group.Determinations.SelectMany(d => d.ResultIds).Cast<Guid?>().FirstOrDefault())];
    }

    private static Guid? Evidence(TestStanding test) => test.ResultIds.Count > 0 ? test.ResultIds[^1] : null;
}
