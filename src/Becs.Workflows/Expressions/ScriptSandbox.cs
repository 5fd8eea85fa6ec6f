using Jint;

namespace Becs.Workflows.Expressions;

/// <summary>An engine without .NET, with limits on everything, whose clock and dice belong to the burst.</summary>
internal static class ScriptSandbox
{
    private const int StatementLimit = 100_000;
    private const int RecursionLimit = 100;
    private const long MemoryLimitBytes = 16_000_000;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    public static Engine Create(ActivityExecutionContext context) => new(options =>
    {
        options.Strict = false;
        options.MaxStatements(StatementLimit);
        options.LimitRecursion(RecursionLimit);
        options.LimitMemory(MemoryLimitBytes);
        options.TimeoutInterval(TimeLimit);
        options.MaxArraySize(100_000);
        options.RegexTimeoutInterval(TimeSpan.FromMilliseconds(250));
        options.DisableStringCompilation();
        options.CancellationToken(context.CancellationToken);
        options.TimeSystem = new BurstTimeSystem(context.NowUtc);
        options.Interop.Enabled = false;
    });
}
