using System.Text.Json.Serialization;

namespace Becs.Domain.Rules;

/// <summary>Sex the acceptance and interval rules ask for. Unknown is null and takes the stricter rule of the
/// two.</summary>
public enum DonorSex
{
    [JsonStringEnumMemberName("F")]
    Female,

    [JsonStringEnumMemberName("M")]
    Male,
}
