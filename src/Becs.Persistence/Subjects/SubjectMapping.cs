using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Subjects;

internal sealed class SubjectMapping : IEntityTypeConfiguration<SubjectRow>
{
    public void Configure(EntityTypeBuilder<SubjectRow> builder)
    {
        builder.ToTable("subjects");
        builder.HasKey(x => new { x.Kind, x.Id });
        builder.Property(x => x.Kind).HasMaxLength(32);
    }
}
