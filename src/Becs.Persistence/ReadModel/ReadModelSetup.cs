using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.ReadModel;

/// <summary>The readers of lists and detail pages. They track nothing, cannot save, and open a context for every call, so
/// that pages may hold them.</summary>
internal static class ReadModelSetup
{
    public static void AddReadModel(this IServiceCollection services)
    {
        Add(services, reads => new DonorQueries(reads));
        Add(services, reads => new VisitQueries(reads));
        Add(services, reads => new DonationQueries(reads));
        Add(services, reads => new TestRunQueries(reads));
        Add(services, reads => new UnitQueries(reads));
        Add(services, reads => new TraceQueries(reads));
        Add(services, reads => new QuarantineQueries(reads));
        Add(services, reads => new HoldRecords(reads, new SubjectNameQueries(reads)));
        Add(services, reads => new PatientQueries(reads));
        Add(services, reads => new OrderQueries(reads));
        Add(services, reads => new MaterialQueries(reads));
        Add(services, reads => new RecordSites(reads));
        Add(services, reads => new IntegrityQueries(reads));
        Add(services, reads => new SubjectNameQueries(reads));
        Add(services, reads => new AuditRecordQueries(reads));
        Add(services, reads => new PastPackageQueries(reads));
        Add(services, reads => new PastAccountQueries(reads));
        Add(services, reads => new PastInstanceQueries(reads));
        Add(services, reads => new PastUnitQueries(reads));
    }

    private static void Add<T>(IServiceCollection services, Func<ReadDatabase, T> make)
        where T : class => services.AddSingleton(provider => make(provider.GetRequiredService<ReadDatabase>()));
}
