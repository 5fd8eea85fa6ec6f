using Becs.Domain.Isbt128;
using Becs.Domain.Orders;

namespace Becs.Domain.Tests.Orders;

public sealed class AboFloorTests
{
    [Theory]
    [InlineData("O", "O")]
    [InlineData("A", "A,O")]
    [InlineData("B", "B,O")]
    [InlineData("AB", "AB,A,B,O")]
    [InlineData("Bombay", "Bombay")]
    [InlineData("ParaBombay", "Bombay")]
    [InlineData(null, "O")]
    public void AllowsAbo_RedCells(string? patient, string allowed) => Same(ComponentClass.RedCells, patient, allowed);

    [Theory]
    [InlineData("O", "O,A,B,AB")]
    [InlineData("A", "A,AB")]
    [InlineData("B", "B,AB")]
    [InlineData("AB", "AB")]
    [InlineData(null, "AB")]
    public void AllowsAbo_Plasma(string? patient, string allowed) => Same(ComponentClass.Plasma, patient, allowed);

    [Theory]
    [InlineData("O", "O")]
    [InlineData("AB", "AB")]
    [InlineData(null, "")]
    public void AllowsAbo_WholeBlood(string? patient, string allowed) => Same(ComponentClass.WholeBlood, patient, allowed);

    [Theory]
    [InlineData(ComponentClass.RedCells, RhD.Positive, RhD.Positive, true)]
    [InlineData(ComponentClass.RedCells, RhD.Positive, RhD.Negative, true)]
    [InlineData(ComponentClass.RedCells, RhD.Negative, RhD.Positive, false)]
    [InlineData(ComponentClass.RedCells, RhD.Negative, RhD.Negative, true)]
    [InlineData(ComponentClass.RedCells, null, RhD.Positive, false)]
    [InlineData(ComponentClass.RedCells, RhD.Negative, RhD.Pooled, false)]
    [InlineData(ComponentClass.Plasma, RhD.Negative, RhD.Positive, true)]
    public void AllowsRhD(ComponentClass componentClass, RhD? patient, RhD unit, bool allowed) =>
        Assert.Equal(allowed, AboFloor.AllowsRhD(componentClass, patient, unit));

    // Every group that is not named must be refused.
    private static void Same(ComponentClass componentClass, string? patient, string allowed)
    {
        AboGroup? group = patient is null ? null : Enum.Parse<AboGroup>(patient);
        var wanted = allowed.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<AboGroup>).Order();
        Assert.Equal(wanted, Enum.GetValues<AboGroup>().Where(u => AboFloor.AllowsAbo(componentClass, group, u)));
    }
}
