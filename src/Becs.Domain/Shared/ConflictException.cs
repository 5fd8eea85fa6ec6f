namespace Becs.Domain.Shared;

/// <summary>Somebody else was first: the record is no longer what the caller saw (HTTP 409). Read again and decide anew.</summary>
public class ConflictException(string code, string message, IReadOnlyDictionary<string, string>? facts = null)
    : BecsException(code, message, facts)
{
    public override int Status => 409;
}
