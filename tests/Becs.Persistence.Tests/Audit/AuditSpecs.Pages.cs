using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Audit;

/// <summary>The trail read page by page.</summary>
public abstract partial class AuditSpecs
{
    [Fact]
    public async Task PageAsync_WhenFiltered_ThenTheLatestRowsComeFirst()
    {
        var subject = new SubjectRef(SubjectKinds.Donor, Ids.New());
        for (var i = 0; i < 3; i++)
        {
            await RunAsync(s => s.GetRequiredService<IAuditTrail>().Record(subject, "donor.seen", null, "n"));
        }

        var reads = Services.GetRequiredService<IAuditReads>();
        var first = await reads.PageAsync(new AuditFilter(subject, "lab1", SiteIds: [Site.Value]), limit: 2, cancellationToken: Cancellation);
        var next = await reads.PageAsync(new AuditFilter(subject), first[^1].Id, 2, Cancellation);

        Assert.Equal(2, first.Count);
        Assert.Single(next);
        Assert.True(first[0].Id.CompareTo(first[1].Id) > 0 && next[0].Id.CompareTo(first[1].Id) < 0);
    }
}
