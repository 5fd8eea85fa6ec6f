namespace Becs.Domain.Shared;

/// <summary>Base of refusals with a stable code. The message names the code's subject record, never a person.</summary>
public abstract class BecsException(string code, string message, IReadOnlyDictionary<string, string>? facts = null)
    : Exception(message)
{
    private static readonly IReadOnlyDictionary<string, string> NoFacts = new Dictionary<string, string>();

    /// <summary>Stable code, such as <c>ISS-004</c>, to test and to look up.</summary>
    public string Code { get; } = code;

    /// <summary>The values that led to the refusal: ids and codes only.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; } = facts ?? NoFacts;

    /// <summary>HTTP status of this family.</summary>
    public abstract int Status { get; }
}
