namespace Becs.Server.Hosting;

/// <summary>Answers of endpoints that are refusals without an exception.</summary>
public static class Problems
{
    public static IResult Of(int status, string code, string message) => Results.Problem(
        statusCode: status, title: message, type: $"urn:becs:{code}", extensions: new Dictionary<string, object?> { ["code"] = code });
}
