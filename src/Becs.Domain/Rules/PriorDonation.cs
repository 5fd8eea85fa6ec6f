namespace Becs.Domain.Rules;

/// <summary>One earlier donation, failed ones included: a needle that went in counts.</summary>
/// <param name="Reference">Its record, for the stored inputs.</param>
/// <param name="Type">What was collected.</param>
/// <param name="On">Local day at the collecting site.</param>
/// <param name="RedCellLossMl">mL of red cells lost, samples and unreturned cells included; null = not
/// recorded.</param>
/// <param name="PlasmaLossMl">mL of plasma lost; null = not recorded.</param>
public sealed record PriorDonation(
    string Reference, DonationType Type, DateOnly On, int? RedCellLossMl = null, int? PlasmaLossMl = null);

/// <summary>The donation the donor came for.</summary>
/// <param name="Type">What is to be collected.</param>
/// <param name="On">Local day at the site.</param>
/// <param name="WeightTenthsKg">Weight; null takes the limit for light donors.</param>
/// <param name="ExpectedRedCellLossMl">Red cells the procedure will cost.</param>
/// <param name="ExpectedPlasmaLossMl">Plasma the procedure will cost.</param>
public sealed record PlannedDonation(
    DonationType Type, DateOnly On, int? WeightTenthsKg, int ExpectedRedCellLossMl, int ExpectedPlasmaLossMl);
