namespace Becs.Domain.Shared;

/// <summary>A value given is malformed, missing or out of its range; names the field (HTTP 400).</summary>
public sealed class InputException(string code, string field, string message, IReadOnlyDictionary<string, string>? facts = null)
    : BecsException(code, message, facts)
{
    /// <summary>The field, as the caller named it.</summary>
    public string Field { get; } = field;

    public override int Status => 400;
}
