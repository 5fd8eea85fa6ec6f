using MassTransit;

namespace Becs.Server.Tests.Messaging;

/// <summary>Counts the messages a queue is through with.</summary>
internal sealed class QueueCounter(string queue) : IReceiveObserver
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _reached = new();
    private int _goal = int.MaxValue;
    private int _count;

    public Task ReachAsync(int count)
    {
        lock (_gate)
        {
            (_goal, _reached) = (count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Tell();
            return _reached.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        }
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Count(context);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Count(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    private Task Count(ReceiveContext context)
    {
        lock (_gate)
        {
            _count += context.InputAddress.AbsolutePath.EndsWith($"/{queue}", StringComparison.Ordinal) ? 1 : 0;
            Tell();
        }

        return Task.CompletedTask;
    }

    private void Tell()
    {
        if (_count >= _goal)
        {
            _reached.TrySetResult();
        }
    }
}
