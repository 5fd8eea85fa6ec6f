using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>What was made from a donation.</summary>
public sealed record ManufactureRequest
{
    public required DonationId DonationId { get; init; }

    /// <summary>Procedure, such as <c>PRP</c>.</summary>
    public required string MethodCode { get; init; }

    /// <summary>Product code of the whole blood that is used up; null for apheresis, whose bags come from the donor directly.</summary>
    public string? SourceProductCode { get; init; }

    /// <summary>1 to 10 bags.</summary>
    public required IReadOnlyList<ComponentPart> Parts { get; init; }
}
