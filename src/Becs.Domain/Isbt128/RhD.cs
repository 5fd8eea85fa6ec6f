namespace Becs.Domain.Isbt128;

/// <summary>RhD type. "Not known" is a null <see cref="RhD"/>, never one of these values.</summary>
public enum RhD
{
    Negative,
    Positive,

    /// <summary>A pool of RhD positive and negative donations: to be treated as positive.</summary>
    Pooled,
}
