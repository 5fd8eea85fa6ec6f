using System.Text.Json;
using System.Text.RegularExpressions;
using Becs.Domain.Shared;
using Becs.Server.Operations;
using Becs.Server.Tasks.Forms;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Becs.Server.Hosting;

/// <summary>
/// The one place where an exception becomes an answer: ProblemDetails with the family's status, its stable code, the field and the facts;
/// to a person's browser a page with status and code. A bug is answered with a trace id and nothing else; its stack is in the log only.
/// </summary>
internal sealed partial class ProblemWriter(IProblemDetailsService problems, ILogger<ProblemWriter> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var details = Describe(exception);
        if (details.Status >= StatusCodes.Status500InternalServerError && exception is not BecsException)
        {
            log.LogError("Request {Method} {Path} failed: {Failure}", http.Request.Method, http.GetEndpoint()?.DisplayName, FailureText.Trace(exception));
        }

        http.Refuse((string)details.Extensions["code"]!, FieldsOf(exception));
        http.Response.StatusCode = details.Status!.Value;
        SecurityHeaders.Set(http);
        if (http.Request.IsForPerson())
        {
            await ErrorPages.WriteAsync(http, details, isRefusal: details.Status < StatusCodes.Status500InternalServerError || exception is BecsException);
            return true;
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = details, Exception = exception });
    }

    /// <summary>The fields refused, by the names our contract has for them: what the caller called a field may be personal.</summary>
    private static IEnumerable<string> FieldsOf(Exception exception) => exception switch
    {
        InputException input => [input.Field],
        FieldsRefusedException fields => fields.Errors.Keys,
        BadHttpRequestException { InnerException: JsonException json } => FieldOf(json),
        BadHttpRequestException bad when UnboundParameter().Match(bad.Message) is { Success: true } parameter =>
            [JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups[1].Value)],
        JsonException json => FieldOf(json),
        _ => [],
    };

    private static IEnumerable<string> FieldOf(JsonException json) =>
        !IsUnknown(json) && json.Path is { Length: > 2 } path && KnownPath().IsMatch(path) ? [path.TrimStart('$').TrimStart('.')] : ["body"];

    private static bool IsUnknown(JsonException json) => json.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal);

    [GeneratedRegex(@"^\$(\.[A-Za-z]{1,40}|\[[0-9]{1,6}\]){1,8}$")]
    private static partial Regex KnownPath();

    internal static ProblemDetails Describe(Exception exception) => exception switch
    {
        AuthenticationFailureException { InnerException: BecsException refusal } => Describe(refusal), // by an outside provider
        InputException input => Problem(input.Status, input.Code, input.Message, input.Facts, new() { [input.Field] = [input.Message] }),
        FieldsRefusedException fields => Problem(fields.Status, fields.Code, fields.Message, fields.Facts, fields.Errors),
        FormRefusedException form => Problem(form.Status, form.Code, form.Message, form.Facts, form.ByField),
        BecsException refusal => Problem(refusal.Status, refusal.Code, refusal.Message, refusal.Facts),
        BadHttpRequestException { InnerException: JsonException json } => Malformed(json),
        BadHttpRequestException bad when UnboundParameter().Match(bad.Message) is { Success: true } parameter =>
            Unreadable(JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups[1].Value)),
        BadHttpRequestException bad => Problem(bad.StatusCode, "HTTP-400", bad.Message),
        JsonException json => Malformed(json),
        _ => Problem(StatusCodes.Status500InternalServerError, "SRV-500", "The server failed. The trace id finds the cause in its log."),
    };

    /// <summary>Names the field by its JSON path; the value itself may be personal and is not repeated.</summary>
    private static ProblemDetails Malformed(JsonException json)
    {
        var field = (json.Path ?? "$").TrimStart('$').TrimStart('.');
        var message = json.Message.StartsWith("JSON deserialization for type", StringComparison.Ordinal) ? Missing(json.Message)
            : IsUnknown(json) ? "There is no such field."
            : "The value is malformed or not one of those allowed.";
        return Problem(StatusCodes.Status400BadRequest, "INP-400", $"{(field.Length == 0 ? "The body" : field)}: {message}",
            errors: new() { [field.Length == 0 ? "body" : field] = [message] });
    }

    /// <summary>A value in the address that cannot be read; it is not repeated, as it may be personal.</summary>
    private static ProblemDetails Unreadable(string parameter)
    {
        const string message = "The value cannot be read.";
        return Problem(StatusCodes.Status400BadRequest, "INP-400", $"{parameter}: {message}", errors: new() { [parameter] = [message] });
    }

    [GeneratedRegex("^Failed to bind parameter \"[^\"]* (\\w+)\" from ")]
    private static partial Regex UnboundParameter();

    private static string Missing(string message)
    {
        var start = message.IndexOf("including:", StringComparison.Ordinal);
        return start < 0 ? "A required field is missing." : $"Required and missing: {message[(start + 10)..].Trim(' ', '.').Replace("'", "")}.";
    }

    private static ProblemDetails Problem(
        int status, string code, string message, IReadOnlyDictionary<string, string>? facts = null, Dictionary<string, string[]>? errors = null)
    {
        var problem = new ProblemDetails { Status = status, Title = message, Type = $"urn:becs:{code}" };
        problem.Extensions["code"] = code;
        if (facts is { Count: > 0 })
        {
            problem.Extensions["facts"] = facts;
        }

        if (errors is not null)
        {
            problem.Extensions["errors"] = errors;
        }

        return problem;
    }
}
