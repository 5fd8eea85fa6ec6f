namespace Becs.Domain.Donors;

/// <summary>Independent identifiers of a donor. Two that match, and none that does not, identify (domain handbook 2.1).</summary>
public static class IdentifierKinds
{
    /// <summary>Family and given name together.</summary>
    public const string FullName = "full-name";

    public const string BirthDate = "birth-date";

    public const string DonorNumber = "donor-number";

    public const string NationalId = "national-id";

    /// <summary>Staff looked at a document with a picture; the value is the kind of document.</summary>
    public const string PhotoId = "photo-id";

    public static readonly IReadOnlyList<string> All = [FullName, BirthDate, DonorNumber, NationalId, PhotoId];
}
