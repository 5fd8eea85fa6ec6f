using Becs.Domain.Shared;
using Becs.Server.Hosting;

namespace Becs.Server.Operations;

/// <summary>
/// Leaves one audit row for a command of a signed-in person that was refused before an operation began: by a validator, by what cannot be
/// read, by a protection. What an operation or a door refused has its row already. Kept are the code, the route and the fields, never what
/// was typed.
/// </summary>
public static class RefusedCalls
{
    /// <summary>Longest list of fields kept of one call.</summary>
    private const int MostFields = 20;

    private const int LongestField = 100;

    private static readonly object Known = new();
    private static readonly object Recorded = new();

    /// <summary>Says what is wrong with a call that is about to be refused.</summary>
    /// <param name="http">The call.</param>
    /// <param name="code">Stable code of the refusal.</param>
    /// <param name="fields">Fields of the contract, as it names them; names that were sent do not belong here.</param>
    public static void Refuse(this HttpContext http, string code, IEnumerable<string> fields) => http.Items[Known] = new Refusal(
        code, string.Join(", ", fields.Distinct(StringComparer.Ordinal).Take(MostFields).Select(f => f.Length <= LongestField ? f : f[..LongestField])));

    /// <summary>The call has its row.</summary>
    internal static void IsRecorded(this HttpContext http) => http.Items[Recorded] = true;

    /// <summary>To stand behind routing, before whatever may refuse. The row is written before the first byte of the answer.</summary>
    public static IApplicationBuilder UseRefusedCalls(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.IsForProgram() && http.Request.IsWrite() && http.GetEndpoint() is { } endpoint)
        {
            // Routing itself answers a wrong method or content type, by an endpoint that has only a name.
            var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName ?? "";
            http.Response.OnStarting(() => RecordAsync(http, route));
        }

        return next(http);
    });

    private static async Task RecordAsync(HttpContext http, string route)
    {
        var status = http.Response.StatusCode;
        if (status is < 400 or >= 500 or StatusCodes.Status401Unauthorized || http.User.Identity is not { IsAuthenticated: true }
            || http.Items.ContainsKey(Recorded))
        {
            return;
        }

        var refusal = http.Items[Known] as Refusal ?? new Refusal($"HTTP-{status}", "");
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["route"] = $"{http.Request.Method} {route}" };
        if (refusal.Fields.Length > 0)
        {
            facts["fields"] = refusal.Fields;
        }

        var request = new OperationRequest
        {
            OperationId = http.RequestServices.GetRequiredService<IIdGenerator>().New(),
            Action = "request.refused",
            User = http.User,
            SiteCode = Accounts.CallerOfRequest.SiteCode(http),
            Workstation = http.Workstation(),
        };
        await http.RequestServices.GetRequiredService<RefusalLog>().RecordAsync(
            request, new CallRefusedException(refusal.Code, facts, status), CancellationToken.None);
    }

    private sealed record Refusal(string Code, string Fields);

    private sealed class CallRefusedException(string code, IReadOnlyDictionary<string, string> facts, int status)
        : BecsException(code, "A command was refused before it began.", facts)
    {
        public override int Status => status;
    }
}
