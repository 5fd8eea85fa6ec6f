namespace Becs.Persistence.Commit;

/// <summary>Points of a burst, before its commit, at which a test can make it fail, in their order.</summary>
public static class BurstSteps
{
    public const string Loading = "loading";
    public const string Loaded = "loaded";
    public const string Ran = "ran";
    public const string Staged = "staged";

    public static readonly IReadOnlyList<string> All = [Loading, Loaded, Ran, Staged];
}
