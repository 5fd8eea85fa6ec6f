using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Becs.Domain.Donors;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Becs.Server.Tests.Personal;

/// <summary>Everything that leaves a server by log, trace or bus, looked through for one word.</summary>
internal sealed class SeenOutside : ILoggerProvider, IPublishObserver
{
    private readonly ConcurrentQueue<string> _findings = new();
    private readonly ActivityListener _traces;
    private readonly string _word;
    private readonly byte[][] _patterns;
    private int _messages;
    private int _lines;
    private int _spans;

    public SeenOutside(string word)
    {
        _word = word;
        _patterns = [.. new[] { word, word.ToLowerInvariant(), word.ToUpperInvariant() }
            .SelectMany(w => new[] { Encoding.UTF8.GetBytes(w), Encoding.Unicode.GetBytes(w) })];
        _traces = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Look,
        };
        ActivitySource.AddActivityListener(_traces);
    }

    /// <summary>While true, reading a visit throws, as a bug would, and says what it was given.</summary>
    public bool BreakReads { get; set; }

    public IReadOnlyCollection<string> Findings => _findings;

    public int Messages => _messages;

    public int Lines => _lines;

    public int Spans => _spans;

    public bool IsIn(byte[] bytes) => _patterns.Any(p => bytes.AsSpan().IndexOf(p) >= 0);

    /// <summary>Listens to the log and puts the breakable port in place.</summary>
    public void Watch(IServiceCollection services)
    {
        services.AddSingleton<ILoggerProvider>(this);
        var real = services.Last(s => s.ServiceType == typeof(IVisits));
        services.AddScoped(provider => BreakablePort<IVisits>.Around(
            (IVisits)(real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)),
            () => BreakReads ? $"The port is broken by '{_word}'." : null));
    }

    public void WatchBus(IServiceProvider services) => services.GetRequiredService<IBus>().ConnectPublishObserver(this);

    public ILogger CreateLogger(string categoryName) => new LogLines(this, categoryName);

    public void Dispose() => _traces.Dispose();

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class
    {
        Interlocked.Increment(ref _messages);
        Look("message", JsonSerializer.Serialize(context.Message, context.Message.GetType())
            + string.Join(' ', context.Headers.GetAll().Select(h => $"{h.Key}={h.Value}")));
        return Task.CompletedTask;
    }

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    private void Look(Activity span)
    {
        Interlocked.Increment(ref _spans);
        var texts = span.TagObjects.Select(t => $"{t.Key}={t.Value}").Concat(span.Baggage.Select(b => $"{b.Key}={b.Value}"))
            .Concat(span.Events.SelectMany(e => e.Tags.Select(t => $"{t.Key}={t.Value}").Append(e.Name))).Append(span.DisplayName);
        Look($"span {span.DisplayName}", string.Join(' ', texts));
    }

    private void Look(string where, string text)
    {
        if (text.Contains(_word, StringComparison.OrdinalIgnoreCase))
        {
            _findings.Enqueue($"{where}: {text[..Math.Min(text.Length, 500)]}");
        }
    }

    private sealed class LogLines(SeenOutside seen, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            seen.Look($"log scope {category}", state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Interlocked.Increment(ref seen._lines);
            seen.Look($"log {category}", formatter(state, exception) + exception);
        }
    }
}

/// <summary>A port that can be made to fail.</summary>
public class BreakablePort<T> : DispatchProxy
    where T : class
{
    private T _real = null!;
    private Func<string?> _broken = () => null;

    internal static T Around(T real, Func<string?> broken)
    {
        var port = Create<T, BreakablePort<T>>();
        ((BreakablePort<T>)(object)port)._real = real;
        ((BreakablePort<T>)(object)port)._broken = broken;
        return port;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _broken() is { } message ? throw new InvalidOperationException(message) : targetMethod!.Invoke(_real, args);
}
