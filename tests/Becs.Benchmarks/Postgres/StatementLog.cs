using System.Collections;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Becs.Benchmarks.Postgres;

/// <summary>What the database driver really sent: it reports every execution with its final SQL and its parameter values.</summary>
internal sealed class StatementLog : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();
    private List<SentBatch>? _sent;

    private StatementLog()
    {
    }

    /// <summary>Must be made before the first connection of the process.</summary>
    public static StatementLog Attach()
    {
        var log = new StatementLog();
        var factory = LoggerFactory.Create(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        NpgsqlLoggingConfiguration.InitializeLogging(factory, parameterLoggingEnabled: true);
        return log;
    }

    /// <summary>Everything sent while the work ran; nothing else may use the database meanwhile.</summary>
    public async Task<IReadOnlyList<SentBatch>> ObserveAsync(Func<Task> work)
    {
        lock (_lock)
        {
            _sent = [];
        }

        await work();
        lock (_lock)
        {
            var sent = _sent;
            _sent = null;
            return sent;
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    // Formatting every statement would be measured with it: the driver asks first.
    public bool IsEnabled(LogLevel logLevel) => _sent is not null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (_sent is null || state is not IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            return;
        }

        var values = pairs.ToDictionary(p => p.Key, p => p.Value);
        SentBatch? batch = null;
        var text = values.GetValueOrDefault("{OriginalFormat}") as string ?? "";
        if (text.StartsWith("Command execution completed", StringComparison.Ordinal))
        {
            batch = new SentBatch([new SentStatement((string)values["CommandText"]!, values.GetValueOrDefault("Parameters") as object[] ?? [])]);
        }
        else if (text.StartsWith("Batch execution completed", StringComparison.Ordinal))
        {
            batch = new SentBatch([.. ((IEnumerable)values["BatchCommands"]!).Cast<object>().Select(Statement)]);
        }
        else if (text.StartsWith("Starting transaction", StringComparison.Ordinal))
        {
            batch = new SentBatch([new SentStatement("BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED", [])]);
        }
        else if (text.StartsWith("Committed transaction", StringComparison.Ordinal))
        {
            batch = new SentBatch([new SentStatement("COMMIT", [])]);
        }
        else if (Environment.GetEnvironmentVariable("BECS_BENCH_TRACE") is not null)
        {
            Console.Error.WriteLine($"[{text}]");
        }

        if (batch is not null)
        {
            lock (_lock)
            {
                _sent?.Add(batch);
            }
        }
    }

    private static SentStatement Statement(object command) => command is ITuple { Length: 2 } both
        ? new SentStatement((string)both[0]!, [.. ((IEnumerable)both[1]!).Cast<object>()])
        : new SentStatement((string)command, []);

    public void Dispose()
    {
    }
}

/// <summary>Statements of one round trip.</summary>
internal sealed record SentBatch(IReadOnlyList<SentStatement> Statements);

/// <param name="Sql">As sent, parameters by number.</param>
/// <param name="Values">The parameters' values.</param>
internal sealed record SentStatement(string Sql, IReadOnlyList<object> Values)
{
    private const string Checked = "WITH changed AS (";

    /// <summary>The change itself, without the words around it by which the database checks that it met one row.</summary>
    public string Plain => Sql.StartsWith(Checked, StringComparison.Ordinal) ? Sql[Checked.Length..] : Sql;
}
