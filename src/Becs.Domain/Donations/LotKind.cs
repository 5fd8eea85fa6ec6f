namespace Becs.Domain.Donations;

/// <summary>What a lot is of.</summary>
public enum LotKind
{
    /// <summary>Bags with their anticoagulant.</summary>
    BagKit,

    /// <summary>Test kit or reagent.</summary>
    Reagent,

    SampleTube,
}

/// <summary>Codes of lot kinds in events and requests.</summary>
public static class LotKinds
{
    public static string Code(this LotKind kind) => kind switch
    {
        LotKind.BagKit => "bag-kit",
        LotKind.Reagent => "reagent",
        _ => "sample-tube",
    };
}
