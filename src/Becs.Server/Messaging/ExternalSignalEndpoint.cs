using Becs.Domain.Shared;
using Becs.Persistence.Commit;
using Becs.Persistence.Setup;
using MassTransit;
using MassTransit.Middleware;

namespace Becs.Server.Messaging;

/// <summary>
/// Queue <c>becs-signals</c>. A message waits while the database is away; what is refused, or cannot be read, goes to <c>becs-signals_error</c>
/// with the header <c>becs-code</c>.
/// </summary>
internal sealed class ExternalSignalEndpoint : ConsumerDefinition<ExternalSignalConsumer>
{
    public const string Queue = "becs-signals";
    public const string CodeHeader = "becs-code";

    /// <summary>Of a message that is no signal: not JSON, another shape, a value of another kind.</summary>
    public const string UnreadableCode = "BUS-400";

    /// <summary>Of a message we failed on: ours to look at, and to send again.</summary>
    public const string FailedCode = "BUS-500";

    public ExternalSignalEndpoint()
    {
        EndpointName = Queue;
        ConcurrentMessageLimit = 8;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint, IConsumerConfigurator<ExternalSignalConsumer> consumer, IRegistrationContext context)
    {
        endpoint.PublishFaults = false;
        endpoint.ConfigureError(error =>
        {
            error.UseFilter(new CodeOfRefusal());
            error.UseFilter(new ErrorTransportFilter());
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(e => e is not BecsException && DatabaseFailures.Explains(e));
            retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200));
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<CommitConflictException>();
            retry.Interval(5, TimeSpan.FromMilliseconds(100));
        });
    }

    private sealed class CodeOfRefusal : IFilter<ExceptionReceiveContext>
    {
        public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
        {
            var cause = context.Exception;
            while (cause is MassTransitException or AggregateException && cause.InnerException is { } inner && cause is not System.Runtime.Serialization.SerializationException)
            {
                cause = inner;
            }

            context.ExceptionHeaders.Set(CodeHeader, cause switch
            {
                BecsException refusal => refusal.Code,
                System.Runtime.Serialization.SerializationException or System.Text.Json.JsonException or FormatException => UnreadableCode,
                _ => FailedCode,
            });
            return next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("code-of-refusal");
    }
}
