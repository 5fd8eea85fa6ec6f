namespace Becs.Domain.Shared;

/// <summary>The person lacks the permission, the site grant, or is barred by separation of duties (HTTP 403). The attempt is audited.</summary>
public sealed class ForbiddenException(string code, string message, IReadOnlyDictionary<string, string>? facts = null)
    : BecsException(code, message, facts)
{
    public override int Status => 403;
}
