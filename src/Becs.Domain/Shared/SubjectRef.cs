namespace Becs.Domain.Shared;

/// <summary>Names one record: its kind (<see cref="SubjectKinds"/>) and its id.</summary>
public readonly record struct SubjectRef(string Kind, Guid Id) : IComparable<SubjectRef>
{
    /// <summary>The fixed order in which commits lock subjects: by kind, then id.</summary>
    public int CompareTo(SubjectRef other)
    {
        var byKind = string.CompareOrdinal(Kind, other.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(Id.ToString("N"), other.Id.ToString("N"));
    }

    public override string ToString() => $"{Kind}:{Id:D}";
}
