namespace Becs.Domain.Donations;

/// <summary>Kinds of sample tube.</summary>
public enum TubeKind
{
    /// <summary>Serum or plasma for serology.</summary>
    Serology,

    /// <summary>Nucleic acid testing.</summary>
    Nat,

    /// <summary>EDTA blood for grouping and antibody screen.</summary>
    BloodGroup,

    /// <summary>Tube integral with the bag.</summary>
    Pilot,

    /// <summary>Segment of the bag's tubing.</summary>
    Segment,
}
