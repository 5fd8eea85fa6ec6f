namespace Becs.Tests;

/// <summary>
/// What a test needs from its surroundings. <c>tests/run</c> provides it. Where it is missing the test is skipped in sight of everyone;
/// in CI (<c>CI=true</c>) it fails, so that nothing goes untested there unnoticed.
/// </summary>
internal static class Needs
{
    /// <summary>Connection string of a PostgreSQL server on which the test may create and drop databases of its own.</summary>
    public static string Postgres() => Value("BECS_TEST_POSTGRES", "PostgreSQL");

    /// <summary>Address (amqp://...) of a RabbitMQ broker. Name queues and exchanges so that tests do not meet.</summary>
    public static string RabbitMq() => Value("BECS_TEST_RABBITMQ", "RabbitMQ");

    /// <summary>Path of a Chromium that Playwright may start.</summary>
    public static string Chromium() => Value("BECS_TEST_CHROMIUM", "Chromium");

    /// <summary>
    /// Marks tests too slow for every run, <c>[Trait(Needs.Cost, Needs.Heavy)]</c>: <c>tests/run --long</c> runs them; the other runs leave
    /// them out by this trait.
    /// </summary>
    public const string Cost = "Cost";

    /// <inheritdoc cref="Cost" />
    public const string Heavy = "Heavy";

    /// <summary>Marks tests that take seconds each, <c>[Trait(Needs.Cost, Needs.Slow)]</c>: <c>tests/run --quick</c> leaves them out.</summary>
    public const string Slow = "Slow";

    /// <summary>For tests that would make <c>tests/run --quick</c> slow (roughly: over two seconds).</summary>
    public static void FullRun() =>
        Assert.SkipWhen(Environment.GetEnvironmentVariable("BECS_TEST_QUICK") == "1", "Left out by tests/run --quick.");

    private static string Value(string variable, string what)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
        {
            return value;
        }

        var reason = $"Needs {what}: {variable} is not set (tests/run sets it).";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
        return string.Empty;
    }
}
