using Becs.Activities.Tasks;
using Becs.Domain.Donors;

namespace Becs.Activities.Donors;

/// <summary>Reads from a form what the person stated or showed. The comparison with the record is the domain's.</summary>
internal static class GivenIdentifiers
{
    private static readonly (string Field, string Kind)[] _fields =
    [
        ("fullName", IdentifierKinds.FullName), ("birthDate", IdentifierKinds.BirthDate), ("donorNumber", IdentifierKinds.DonorNumber),
        ("nationalId", IdentifierKinds.NationalId), ("photoId", IdentifierKinds.PhotoId),
    ];

    public static Dictionary<string, string> Read(TaskSubmission submission)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, kind) in _fields)
        {
            if (submission.Text(field) is { } value && !string.IsNullOrWhiteSpace(value))
            {
                given[kind] = value.Trim();
            }
        }

        return given;
    }
}
