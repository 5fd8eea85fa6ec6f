using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Signatures;

namespace Becs.Server.Operations;

public static class OperationOfRequest
{
    /// <summary>
    /// The operation an API call asks for. Its id is the one in the body, else the <c>Idempotency-Key</c> header, else a new one.
    /// </summary>
    /// <param name="http">The call: person, site, workstation.</param>
    /// <param name="action">What is done, as the audit names it.</param>
    /// <param name="operationId">The id in the body.</param>
    /// <param name="reason">Why, for the audit.</param>
    /// <param name="signature">What the person gave to sign.</param>
    /// <param name="body">What was submitted, without passwords: a replay with another body is refused.</param>
    public static OperationRequest Operation(
        this HttpContext http, string action, Guid? operationId = null, string? reason = null, SignatureRequest? signature = null,
        object? body = null)
    {
        var key = http.Request.Headers["Idempotency-Key"].FirstOrDefault();
        if (operationId is null && key is not null && !Guid.TryParse(key, out _))
        {
            throw new InputException("INP-404", "Idempotency-Key", "The Idempotency-Key must be a UUID.");
        }

        var id = operationId ?? (key is null ? http.RequestServices.GetRequiredService<IIdGenerator>().New() : Guid.Parse(key));
        if (id == Guid.Empty)
        {
            throw new InputException("INP-405", "operationId", "The operationId must not be empty.");
        }

        return new OperationRequest
        {
            OperationId = id,
            Action = action,
            User = http.User,
            SiteCode = http.SiteCode(),
            Workstation = http.Workstation(),
            Reason = reason ?? signature?.Reason,
            Signature = signature,
            Body = body,
        };
    }

    /// <summary>The device named by the call. Enrolment is checked when devices are enrolled; until then every device is unregistered.</summary>
    public static string Workstation(this HttpContext http)
    {
        var name = http.Request.Headers[CallerOfRequest.WorkstationHeader].FirstOrDefault();
        return name is { Length: > 0 and <= 40 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.')
            ? $"unregistered:{name}"
            : "unregistered";
    }
}
