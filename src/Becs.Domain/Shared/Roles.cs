using P = Becs.Domain.Shared.Permissions;

namespace Becs.Domain.Shared;

/// <summary>
/// The roles shipped, as sets of permissions. A role never settles separation of duties: that is a rule of each step, over the whole case.
/// </summary>
public static class Roles
{
    public const string Registrar = "registrar";
    public const string Screener = "screener";
    public const string Phlebotomist = "phlebotomist";
    public const string Physician = "physician";
    public const string Laboratory = "laboratory";
    public const string Components = "components";
    public const string Labels = "labels";
    public const string Release = "release";
    public const string Issue = "issue";
    public const string Hospital = "hospital";
    public const string ProcessOwner = "process-owner";
    public const string Validator = "validator";
    public const string Quality = "quality";
    public const string Administrator = "administrator";
    public const string Auditor = "auditor";

    public static IReadOnlyDictionary<string, IReadOnlySet<string>> All { get; } =
        new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal)
        {
            [Registrar] = Set(P.DonorsRead, P.DonorsRegister, P.VisitsStart, P.DonationsRead, P.TasksRead, P.TasksWork),
            [Screener] = Set(P.DonorsRead, P.DonorsScreen, P.DonorsReadConfidential, P.DonationsRead, P.TasksRead, P.TasksWork,
                P.HoldsPlace),
            [Phlebotomist] = Set(P.DonorsRead, P.DonationsRead, P.DonationsCollect, P.TasksRead, P.TasksWork, P.HoldsPlace),
            [Physician] = Set(P.DonorsRead, P.DonorsScreen, P.DonorsDecide, P.DonorsReadConfidential, P.DonationsRead, P.TestsRead,
                P.ComponentsRead, P.HoldsPlace, P.UnitsIssueEmergency, P.PatientsRead, P.OrdersRead, P.TasksRead, P.TasksWork),
            [Laboratory] = Set(P.DonationsRead, P.TestsRead, P.TestsEnter, P.TestsVerify, P.TestsResolve, P.CrossmatchEnter,
                P.ComponentsRead, P.OrdersRead, P.PatientsRead, P.HoldsPlace, P.TasksRead, P.TasksWork),
            [Components] = Set(P.DonationsRead, P.ComponentsRead, P.ComponentsManufacture, P.HoldsPlace, P.TasksRead, P.TasksWork),
            [Labels] = Set(P.DonationsRead, P.ComponentsRead, P.LabelsPrint, P.LabelsVerify, P.HoldsPlace, P.TasksRead, P.TasksWork),
            [Release] = Set(P.DonorsRead, P.DonationsRead, P.TestsRead, P.ComponentsRead, P.ComponentsRelease, P.LabelsVerify,
                P.HoldsPlace, P.HoldsLift, P.ComponentsDiscard, P.TasksRead, P.TasksWork),
            [Issue] = Set(P.ComponentsRead, P.OrdersRead, P.OrdersPlace, P.OrdersAllocate, P.UnitsIssue, P.UnitsIssueEmergency,
                P.UnitsReturn, P.PatientsRead, P.HoldsPlace, P.ComponentsDiscard, P.TasksRead, P.TasksWork),
            [Hospital] = Set(P.OrdersRead, P.OrdersPlace, P.UnitsReturn, P.TransfusionsReport, P.PatientsRead, P.ComponentsRead,
                P.TasksRead, P.TasksWork),
            [ProcessOwner] = Set(P.WorkflowsRead, P.WorkflowsEdit, P.TasksRead),
            [Validator] = Set(P.WorkflowsRead, P.WorkflowsValidate, P.TasksRead, P.TasksWork, P.AuditRead,
                P.IntegrityLimit),
            [Quality] = Set(P.DonorsRead, P.DonorsReadConfidential, P.DonationsRead, P.TestsRead, P.ComponentsRead, P.OrdersRead,
                P.HoldsPlace, P.HoldsLift, P.ComponentsDiscard, P.WorkflowsRead, P.WorkflowsApprove, P.IncidentsResolve,
                P.QualityAccept, P.TrainingKeep, P.AuditRead, P.IntegrityLimit, P.TasksRead, P.TasksWork, P.TasksReassign),
            [Administrator] = Set(P.AccountsManage, P.TrainingKeep, P.SitesManage, P.SystemOperate, P.WorkflowsRead, P.IncidentsResolve,
                P.TasksRead, P.TasksReassign),
            [Auditor] = Set(P.DonorsRead, P.DonorsReadConfidential, P.DonationsRead, P.TestsRead, P.ComponentsRead, P.OrdersRead,
                P.PatientsRead, P.WorkflowsRead, P.AuditRead, P.TasksRead),
        };

    private static HashSet<string> Set(params string[] permissions) => new(permissions, StringComparer.Ordinal);
}
