using Becs.Domain.Tasks;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Tasks;

internal sealed class WorkTaskMapping : IEntityTypeConfiguration<WorkTask>
{
    public void Configure(EntityTypeBuilder<WorkTask> builder)
    {
        builder.ToTable("tasks").PartitionedByMonth();
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Revision).IsConcurrencyToken();

        // A worklist sorts by it: its number, not its name.
        builder.Property(x => x.Priority).HasConversion<int>();
        builder.Ignore(x => x.Subject).Ignore(x => x.Person);
        builder.Json(x => x.CandidateRoles, "_candidateRoles");
        builder.Json(x => x.ExcludedUserIds, "_excludedUserIds");
        builder.Json(x => x.SignatureMeanings, "_signatureMeanings");
        builder.Json(x => x.Outcomes, "_outcomes");
        builder.HasIndex(x => new { x.SiteId, x.State, x.Priority, x.DueAt });
        builder.HasIndex(x => new { x.InstanceId, x.BookmarkId });
        builder.HasIndex(x => new { x.SubjectKind, x.SubjectId });
        builder.HasIndex(x => x.EscalationAt).HasFilter("escalation_at IS NOT NULL");
    }
}
