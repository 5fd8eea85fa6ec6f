using Becs.Server.Accounts;
using Becs.Server.Audit;
using Becs.Server.ChangeControl;
using Becs.Server.Components;
using Becs.Server.Donations;
using Becs.Server.Donors;
using Becs.Server.Haemovigilance;
using Becs.Server.Instances;
using Becs.Server.Orders;
using Becs.Server.Patients;
using Becs.Server.Quarantine;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks;

namespace Becs.Server.Shell;

/// <summary>What stands behind the seams of the pages: one line per room. Scoped: each circuit has its own, none holds a database context.</summary>
internal static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddScoped<PageReads>();
        services.AddScoped<ITaskBoard, TaskBoard>();
        services.AddScoped<IDrafts, Drafts>();
        services.AddScoped<IInstancePages, InstancePages>();
        services.AddScoped<IWorkflowPages, WorkflowPages>();
        services.AddScoped<IChangePages, ChangePages>().AddScoped<DrawnDifference>().AddScoped<DrawnWay>().AddScoped<WorkflowStandings>();
        services.AddScoped<IVendorPages, VendorPages>();
        services.AddScoped<IPlanPages, PlanPages>().AddScoped<IRetirementPages, RetirementPages>().AddScoped<IPlatformPages, PlatformPages>();
        services.AddScoped<IEvidencePages, EvidencePages>();
        services.AddScoped<IPartPages, PartPages>();
        services.AddScoped<ITrainingPages, TrainingPages>().AddScoped<ITrainingRecordPages, TrainingRecordPages>();
        services.AddScoped<CaseReads>().AddScoped<TracePages>().AddSingleton<ProductNames>();
        services.AddScoped<BlockerVectorViews>().AddScoped<HoldViews>().AddScoped<AuditTexts>();
        services.AddScoped<AuditSearches>().AddScoped<AuditExporter>();
        services.AddScoped<TimeMachine>().AddScoped<PastSearch>().AddScoped<IPastPages, PastPages>();
        services.AddScoped<IDonorPages, DonorPages>();
        services.AddScoped<IDonationPages, DonationPages>();
        services.AddScoped<IUnitPages, UnitPages>();
        services.AddScoped<IAuditPages, AuditPages>().AddScoped<IIntegrityPages, IntegrityPages>();
        services.AddScoped<IAccountPages, AccountPages>();
        services.AddScoped<DonorIntake>();
        services.AddScoped<OrderIntake>();
        services.AddScoped<IOrderPages, OrderPages>();
        services.AddScoped<IPatientPages, PatientPages>();
        return services;
    }
}
