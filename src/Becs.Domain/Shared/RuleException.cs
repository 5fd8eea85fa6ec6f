namespace Becs.Domain.Shared;

/// <summary>A rule of the blood bank forbids what was tried. Nothing of the operation is written but the audit of the attempt (HTTP 422).</summary>
public sealed class RuleException(string code, string message, IReadOnlyDictionary<string, string>? facts = null)
    : BecsException(code, message, facts)
{
    public override int Status => 422;
}
