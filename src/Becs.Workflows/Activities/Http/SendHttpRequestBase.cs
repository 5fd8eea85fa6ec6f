using System.Text.Json;
using Becs.Extensions;
using Becs.Workflows;
using Becs.Workflows.Attributes;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;
using Becs.Workflows.Running;
using Becs.Workflows.UIHints;

namespace Becs.Http;

/// <summary>
/// Asks for an HTTP request and waits for its answer. The request is part of the commit; it is sent after it, with an id
/// the receiver can drop repetitions by, and only to hosts the server allows.
/// </summary>
public abstract class SendHttpRequestBase : Activity<object>, ICompiledActivity
{
    /// <summary>The name of the bookmark that waits for an answer.</summary>
    public const string BookmarkName = "Elsa.SendHttpRequest";

    /// <summary>Headers that decide where a request goes, who sends it, or where it ends.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Connection", "Content-Length", "Cookie", "Host", "Idempotency-Key", "Proxy-Authorization", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade",
    };

    private protected SendHttpRequestBase()
    {
    }

    /// <summary>Where to.</summary>
    [Input(Order = 0, IsRequired = true)]
    public Input<Uri>? Url { get; set; }

    /// <summary>How.</summary>
    [Input(
        Description = "The HTTP method to use when sending the request.", DefaultValue = "GET", Order = 1,
        Options = new[] { "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD" }, UIHint = InputUIHints.DropDown)]
    public Input<string>? Method { get; set; }

    /// <summary>What. No personal data.</summary>
    [Input(Description = "The content to send with the request: a text or an object.", Order = 2)]
    public Input<object>? Content { get; set; }

    /// <summary>The media type of the content.</summary>
    [Input(
        Description = "The content type to use when sending the request.", Order = 3, UIHint = InputUIHints.DropDown,
        Options = new[] { "application/json", "text/plain", "text/xml", "application/xml" })]
    public Input<string>? ContentType { get; set; }

    /// <summary>Refused: the server adds the credentials of a host.</summary>
    [Input(
        Description = "Not accepted: a definition holds no secret; the server adds the credentials of the host.",
        Category = "Security", CanContainSecrets = true, Order = 4)]
    public Input<string>? Authorization { get; set; }

    /// <summary>More headers.</summary>
    [Input(
        Description = "The headers to send along with the request.", UIHint = InputUIHints.JsonEditor,
        Category = "Advanced", Order = 6)]
    public Input<IDictionary<string, string>>? RequestHeaders { get; set; }

    /// <summary>The status that came back.</summary>
    [Output(Description = "The HTTP response status code")]
    public Output<int>? StatusCode { get; set; }

    /// <summary>The content that came back. No personal data.</summary>
    [Output(Description = "The parsed content, if any.")]
    public Output<object>? ParsedContent { get; set; }

    /// <summary>The headers that came back.</summary>
    [Output(Description = "The response headers that were received.")]
    public Output<object>? ResponseHeaders { get; set; }

    void ICompiledActivity.Compile(ExpressionCompiler compiler, string path)
    {
        if (Authorization is { Compiled: not (null or ConstantExpression { Value: null or "" }) })
        {
            throw new ExpressionException(
                "a definition holds no credentials: the server adds those of an allowed host.", path + ".authorization");
        }
    }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context)
    {
        var url = Url.Get(context);
        if (url is null || !context.WorkflowExecutionContext.Environment.AllowedHosts.Allows(url))
        {
            var to = url is { IsAbsoluteUri: true } ? url.GetLeftPart(UriPartial.Authority) : "no absolute URL";
            throw new WorkflowUsageException($"'{context.Activity.Id}' may not send requests to {to}.");
        }

        var headers = RequestHeaders.Get(context)?.ToDictionary(h => h.Key, h => h.Value);
        if (headers?.Keys.FirstOrDefault(Reserved.Contains) is { } reserved)
        {
            throw new WorkflowUsageException($"'{context.Activity.Id}' may not set the header {reserved}.");
        }

        var content = PlainValue.Of(Content.Get(context));
        var given = ContentType.Get(context);
        var bookmark = context.CreateBookmark(new CreateBookmarkArgs
        {
            BookmarkName = BookmarkName,
            Callback = AnsweredAsync,
            IncludeActivityInstanceId = true,
        });
        context.JournalData["Host"] = url.Host;
        context.WorkflowExecutionContext.Send(new OutgoingStimulus.HttpRequested(
            bookmark.Id,
            url.AbsoluteUri,
            Method.Get(context) is { Length: > 0 } method ? method : "GET",
            content is null ? null : !string.IsNullOrEmpty(given) ? given : content is string ? "text/plain" : "application/json",
            content is null or string ? (string?)content : JsonSerializer.Serialize(content, PlainValue.JsonOptions),
            headers));
    }

    private protected abstract ValueTask GoOnAsync(ActivityExecutionContext context, HttpAnswer answer);

    private ValueTask AnsweredAsync(ActivityExecutionContext context)
    {
        var answer = HttpAnswer.Of(context);
        context.JournalData["StatusCode"] = answer.StatusCode;
        if (answer.StatusCode is { } status)
        {
            context.Set(StatusCode, status);
            context.Set(ParsedContent, answer.Parsed());
            context.Set(ResponseHeaders, answer.Headers);
            context.Set(Result, answer.Parsed());
        }

        return GoOnAsync(context, answer);
    }
}
