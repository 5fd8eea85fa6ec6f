namespace Becs.Domain.Shared;

/// <summary>What code asks for. Roles are sets of these (<see cref="Roles"/>). The strings are stored in grants: frozen.</summary>
public static class Permissions
{
    public const string DonorsRead = "donors.read";
    public const string DonorsRegister = "donors.register";
    public const string DonorsScreen = "donors.screen";
    public const string DonorsDecide = "donors.decide";
    public const string DonorsReadConfidential = "donors.read-confidential";
    public const string DonorsErase = "donors.erase";
    public const string VisitsStart = "visits.start";
    public const string DonationsRead = "donations.read";
    public const string DonationsCollect = "donations.collect";
    public const string TestsRead = "tests.read";
    public const string TestsEnter = "tests.enter";
    public const string TestsVerify = "tests.verify";
    public const string TestsResolve = "tests.resolve";
    public const string ComponentsRead = "components.read";
    public const string ComponentsManufacture = "components.manufacture";
    public const string LabelsPrint = "labels.print";
    public const string LabelsVerify = "labels.verify";
    public const string ComponentsRelease = "components.release";
    public const string HoldsPlace = "holds.place";
    public const string HoldsLift = "holds.lift";
    public const string ComponentsDiscard = "components.discard";
    public const string OrdersRead = "orders.read";
    public const string OrdersPlace = "orders.place";
    public const string OrdersAllocate = "orders.allocate";
    public const string CrossmatchEnter = "crossmatch.enter";
    public const string UnitsIssue = "units.issue";
    public const string UnitsIssueEmergency = "units.issue-emergency";
    public const string UnitsReturn = "units.return";
    public const string TransfusionsReport = "transfusions.report";
    public const string PatientsRead = "patients.read";
    public const string TasksRead = "tasks.read";
    public const string TasksWork = "tasks.work";
    public const string TasksReassign = "tasks.reassign";
    public const string WorkflowsRead = "workflows.read";
    public const string WorkflowsEdit = "workflows.edit";
    public const string WorkflowsValidate = "workflows.validate";
    public const string WorkflowsApprove = "workflows.approve";
    public const string IncidentsResolve = "incidents.resolve";
    public const string QualityAccept = "quality.accept";
    public const string AccountsManage = "accounts.manage";
    public const string SitesManage = "sites.manage";
    public const string AuditRead = "audit.read";
    public const string SystemOperate = "system.operate";

    /// <summary>Sign, as one of two persons, what a break of the audit trail concerns.</summary>
    public const string IntegrityLimit = "integrity.limit";

    /// <summary>Keep the training records of others, and say which permissions need one.</summary>
    public const string TrainingKeep = "training.keep";

    /// <summary>Every permission, for checks that none is forgotten.</summary>
    public static IReadOnlySet<string> All { get; } = typeof(Permissions).GetFields()
        .Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);
}
