namespace Becs.Workflows;

/// <summary>Which true cases of a switch count.</summary>
public enum SwitchMode
{
    /// <summary>The first.</summary>
    MatchFirst,

    /// <summary>All.</summary>
    MatchAny,
}
