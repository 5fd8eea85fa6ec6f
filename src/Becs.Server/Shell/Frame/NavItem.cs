using Becs.Domain.Shared;
using MudBlazor;

namespace Becs.Server.Shell.Frame;

/// <summary>One entry of the navigation, shown to those who have the permission.</summary>
public sealed record NavItem(string Url, string Key, string Icon, string Permission)
{
    public static IReadOnlyList<NavItem> All { get; } =
    [
        new("/tasks", "nav.tasks", Icons.Material.Filled.Checklist, Permissions.TasksRead),
        new("/donors", "nav.donors", Icons.Material.Filled.PersonSearch, Permissions.DonorsRead),
        new("/donations", "nav.donations", Icons.Material.Filled.Bloodtype, Permissions.DonationsRead),
        new("/units", "nav.units", Icons.Material.Filled.Inventory2, Permissions.ComponentsRead),
        new("/orders", "nav.orders", Icons.Material.Filled.LocalHospital, Permissions.OrdersRead),
        new("/patients", "nav.patients", Icons.Material.Filled.Hotel, Permissions.PatientsRead),
        new("/workflows", "nav.workflows", Icons.Material.Filled.AccountTree, Permissions.WorkflowsRead),
        new("/changes", "nav.changes", Icons.Material.Filled.PublishedWithChanges, Permissions.WorkflowsRead),
        new("/platform", "nav.platform", Icons.Material.Filled.Memory, Permissions.WorkflowsRead),
        new("/incidents", "nav.incidents", Icons.Material.Filled.ReportProblem, Permissions.IncidentsResolve),
        new("/audit", "nav.audit", Icons.Material.Filled.FactCheck, Permissions.AuditRead),
        new("/time-machine", "nav.past", Icons.Material.Filled.History, Permissions.AuditRead),
        new("/integrity", "nav.integrity", Icons.Material.Filled.GppMaybe, Permissions.AuditRead),
        new("/accounts", "nav.accounts", Icons.Material.Filled.ManageAccounts, Permissions.AccountsManage),
        new("/training-records", "nav.training", Icons.Material.Filled.School, Permissions.TrainingKeep),
    ];
}
