using Becs.Contracts.Signals;
using MassTransit;

namespace Becs.Server.Messaging;

/// <summary>The door for messages of other systems.</summary>
internal sealed class ExternalSignalConsumer(SignalIntake intake, ILogger<ExternalSignalConsumer> log) : IConsumer<ExternalSignal>
{
    public async Task Consume(ConsumeContext<ExternalSignal> context)
    {
        if (!await intake.ReceiveAsync(context.Message, context.CancellationToken))
        {
            log.LogDebug("Signal {Signal} came again", context.Message.SignalId);
        }
    }
}
