namespace Becs.Domain.Shared;

/// <summary>Kinds of record that events, audit rows and safety versions speak of. The strings are stored: frozen.</summary>
public static class SubjectKinds
{
    public const string Donor = "donor";
    public const string Donation = "donation";
    public const string Unit = "unit";
    public const string Patient = "patient";
    public const string Lot = "lot";
    public const string Run = "run";
    public const string Equipment = "equipment";
    public const string Visit = "visit";
    public const string Order = "order";
    public const string Task = "task";
    public const string Instance = "instance";
    public const string Hold = "hold";
    public const string Site = "site";
    public const string Account = "account";
    public const string Package = "package";
    public const string RulePack = "rulepack";
    public const string Draft = "draft";
    public const string Change = "change";
    public const string Platform = "platform";
    public const string System = "system";

    /// <summary>Kinds that carry a safety version: whatever could change a verdict about them bumps it in its own commit.</summary>
    public static readonly IReadOnlySet<string> Versioned =
        new HashSet<string>(StringComparer.Ordinal) { Donor, Donation, Unit, Patient, Lot, Run, Equipment };
}
