namespace Becs.Domain.Rules;

/// <summary>Which products a donation type yields, so that a deferral for platelets does not stop a whole-blood
/// donor.</summary>
public static class ProductScope
{
    /// <summary>
    /// A deferral that stops the main product defers; one that stops only a product made besides allows the donation
    /// with the procedure EXCLUDE-PLATELETS, EXCLUDE-PLASMA or EXCLUDE-REDCELLS; one that stops neither passes.
    /// </summary>
    public static Verdict Defer(string code, DeferralEnd until, DeferralScope scope, DonationType type) =>
        Stops(scope, type) ? Verdict.Defer(code, until)
        : Yields(scope, type) ? Verdict.Conditional("EXCLUDE-" + scope.ToString().ToUpperInvariant())
        : Verdict.Pass;

    /// <summary>Does a deferral of this scope stop the donation type altogether?</summary>
    public static bool Stops(DeferralScope scope, DonationType type) => scope switch
    {
        DeferralScope.Platelets => type is DonationType.Platelets or DonationType.PlateletsMultiple,
        DeferralScope.Plasma => type is DonationType.Plasma or DonationType.SourcePlasma,
        DeferralScope.RedCells =>
            type is DonationType.WholeBlood or DonationType.SingleRedCells or DonationType.DoubleRedCells,
        DeferralScope.Directed => false,
        _ => true,
    };

    // Plasma may be collected beside platelets; whole blood yields all three.
    private static bool Yields(DeferralScope scope, DonationType type) => scope switch
    {
        DeferralScope.Platelets => type is DonationType.WholeBlood,
        DeferralScope.Plasma => type is not (DonationType.Plasma or DonationType.SourcePlasma),
        _ => false,
    };
}
