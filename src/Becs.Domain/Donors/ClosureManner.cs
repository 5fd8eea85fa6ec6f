namespace Becs.Domain.Donors;

/// <summary>How a deferral ended before its time.</summary>
public enum ClosureManner
{
    /// <summary>It should never have been: entered in error.</summary>
    Voided,

    /// <summary>Its condition is met (re-entry, physician's clearance).</summary>
    Lifted,

    /// <summary>Another deferral stands in its place.</summary>
    Superseded,
}

/// <summary>Codes of manners in events and columns.</summary>
public static class ClosureManners
{
    public static string Code(this ClosureManner manner) => manner switch
    {
        ClosureManner.Voided => "voided",
        ClosureManner.Lifted => "lifted",
        _ => "superseded",
    };
}
