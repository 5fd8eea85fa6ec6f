using Becs.Persistence.Commit;

namespace Becs.Persistence.Tests.Testing;

/// <summary>Breaks the next commit at the step named.</summary>
public sealed class SwitchedFailPoints : IFailPoints
{
    public string? BreakAt { get; set; }

    public List<string> Passed { get; } = [];

    public void Hit(string step)
    {
        Passed.Add(step);
        if (step == BreakAt)
        {
            throw new InvalidOperationException($"Broken on purpose at {step}.");
        }
    }
}
