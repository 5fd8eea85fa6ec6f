namespace Becs.Domain.Donors;

/// <summary>Fields of the donor search index. Stored as keyed tokens: frozen.</summary>
public static class DonorFields
{
    public const string Family = "family";
    public const string Given = "given";
    public const string BirthDate = "birthDate";
    public const string NationalId = "nationalId";
    public const string DonorNumber = "donorNumber";
    public const string Phone = "phone";
}
