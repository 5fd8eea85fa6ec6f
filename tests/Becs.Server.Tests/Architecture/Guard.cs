namespace Becs.Server.Tests.Architecture;

/// <summary>How a guard speaks. Each is a pure function from files to sentences, so that its own test can show it a violation.</summary>
internal static class Guard
{
    /// <summary>Fails with every sentence.</summary>
    public static void None(IEnumerable<string> violations)
    {
        var found = violations.ToList();
        if (found.Count > 0)
        {
            Assert.Fail($"{found.Count} violation(s):{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
        }
    }

    /// <summary>The guard's own test: it must speak of this file.</summary>
    public static void Speaks(IEnumerable<string> violations, string about) =>
        Assert.Contains(violations, v => v.Contains(about, StringComparison.Ordinal));
}
