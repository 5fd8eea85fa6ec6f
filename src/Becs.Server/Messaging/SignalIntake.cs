using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Becs.Contracts.Signals;
using Becs.Domain.Shared;
using Becs.Persistence.Inbox;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Messaging;

/// <summary>
/// Takes signals of other systems in, each once: its inbox row and the signal to our workflows are one commit. What is malformed or not allowed
/// is refused with a code before anything is opened.
/// </summary>
public sealed partial class SignalIntake(IServiceScopeFactory scopes, OperationRunner runner, IIdGenerator ids, BecsSettings settings)
{
    public const string Action = "signal.receive";

    /// <returns>False when it was taken in before.</returns>
    /// <exception cref="BecsException">It is malformed (<c>BUS-001</c> …), not allowed (<c>BUS-403</c>), or another one came under its id (<c>BUS-409</c>).</exception>
    public async Task<bool> ReceiveAsync(ExternalSignal message, CancellationToken cancellationToken)
    {
        var signal = Read(message);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{signal.Name}|{signal.SubjectId:D}|{signal.Code}")));
        await using (var scope = scopes.CreateAsyncScope())
        {
            if (await IsKnownAsync(scope.ServiceProvider, signal, hash, cancellationToken))
            {
                return false;
            }
        }

        var answer = await runner.RunAsync(OperationRequest.System(ids.New(), Action) with { CausationId = signal.SignalId }, async (scope, token) =>
        {
            if (await IsKnownAsync(scope, signal, hash, token))
            {
                return false;
            }

            scope.GetRequiredService<IInbox>().StageReceive(signal, hash);
            scope.GetRequiredService<IAuditTrail>().Record(
                new SubjectRef(SubjectKinds.System, signal.SignalId), "signal.received", @new: $"{signal.Name} {signal.SubjectId:D} {signal.Code}".TrimEnd());
            return true;
        }, cancellationToken);
        return answer.Value;
    }

    internal static bool IsName(string text) => Name().IsMatch(text);

    private ReceivedSignal Read(ExternalSignal message) => message switch
    {
        { SignalId: var id } when id == Guid.Empty => throw new InputException("BUS-001", "signalId", "A signal needs an id."),
        { SubjectId: var id } when id == Guid.Empty => throw new InputException("BUS-002", "subjectId", "A signal needs the record it is about."),
        { Name: null } => throw new InputException("BUS-003", "name", "A signal needs a name."),
        { Name: var name } when !IsName(name) => throw new InputException("BUS-003", "name", "The name of the signal is malformed."),
        { Code: { } code } when !Code().IsMatch(code) => throw new InputException("BUS-004", "code", "The code of the signal is malformed."),
        _ when !settings.Signals.Contains(message.Name) => throw new ForbiddenException("BUS-403", $"Signals named {message.Name} are not allowed here."),
        _ => new ReceivedSignal(message.SignalId, message.Name, message.SubjectId, message.Code),
    };

    private static async Task<bool> IsKnownAsync(IServiceProvider scope, ReceivedSignal signal, string hash, CancellationToken cancellationToken) =>
        await scope.GetRequiredService<IInbox>().FindAsync(signal.SignalId, cancellationToken) is { } earlier
        && (earlier == hash ? true
            : throw new ConflictException("BUS-409", $"Signal {signal.SignalId:D} came before and said something else."));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
