namespace Becs.Domain.Shared;

/// <summary>The record named does not exist, or not for this caller's sites (HTTP 404).</summary>
public sealed class NotFoundException(string code, string message, IReadOnlyDictionary<string, string>? facts = null)
    : BecsException(code, message, facts)
{
    public override int Status => 404;
}
