namespace Becs.Domain.Quarantine;

/// <summary>The complete list of domain.md 7.1. A workflow can add checks before them; nothing can take one away.</summary>
public static class ReleaseBlockers
{
    public const string Label = "RB-32";

    /// <summary>Of it the system sees breaks of the audit trail; those no cover takes away.</summary>
    public const string DataIntegrity = "RB-36";

    public static IReadOnlyList<ReleaseBlocker> All { get; } =
    [
        Of("RB-01", "donor-identity", true), Of("RB-02", "donor-deferred", true), Of("RB-03", "questionnaire", true),
        Of("RB-04", "examination", true), Of("RB-05", "interval", true), Of("RB-06", "consent", true),
        Of("RB-07", "self-exclusion", true), Of("RB-08", "collection-record", true), Of("RB-09", "kit-lot", false),
        Of("RB-10", "bleed-time-volume", true), Of("RB-11", "din-mismatch", true), Of("RB-12", "test-missing", true),
        Of("RB-13", "test-not-final", true), Of("RB-14", "test-reactive", true), Of("RB-15", "run-invalid", true),
        Of("RB-16", "sample-limits", false), Of("RB-17", "blood-group", true), Of("RB-18", "antibody-screen", false),
        Of("RB-19", "donor-history", false), Of("RB-20", "bacterial-control", false), Of("RB-21", "processing-record", false),
        Of("RB-22", "storage-temperature", false), Of("RB-23", "equipment", false), Of("RB-24", "reagent-lot", false),
        Of("RB-25", "component-volume", false), Of("RB-26", "expiry", true), Of("RB-27", "deviation", false),
        Of("RB-28", "donor-information", false), Of("RB-29", "recall", false), Of("RB-30", "related-hold", true),
        Of("RB-31", "duplicate-label", true), Of(Label, "label-verification", true), Of("RB-33", "donor-class", false),
        Of("RB-34", "product-approved", false), Of("RB-35", "workflow-version", true), Of(DataIntegrity, "data-integrity", false),
        Of("RB-37", "export-import", false), Of("RB-38", "hold", true),
    ];

    private static readonly IReadOnlyList<ReleaseBlocker> _labelClearance = [.. All.Where(b => b.Code != Label)];

    public static IReadOnlyList<ReleaseBlocker> For(ReleaseStage stage) => stage == ReleaseStage.Release ? All : _labelClearance;

    public static ReleaseBlocker? Find(string code) => All.FirstOrDefault(b => b.Code == code);

    private static ReleaseBlocker Of(string code, string key, bool implemented) => new(code, "blocker." + key, implemented);
}
