using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Personal;

internal sealed class PersonKeyMapping : IEntityTypeConfiguration<PersonKeyRow>
{
    public void Configure(EntityTypeBuilder<PersonKeyRow> builder)
    {
        builder.ToTable("person_keys");
        builder.HasKey(x => new { x.PersonKind, x.PersonId });
    }
}

internal sealed class PersonalRecordMapping : IEntityTypeConfiguration<PersonalRecordRow>
{
    public void Configure(EntityTypeBuilder<PersonalRecordRow> builder)
    {
        builder.ToTable("personal_records").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => new { x.PersonKind, x.PersonId, x.Kind, x.RecordId, x.RecordVersion }).IsUnique();
    }
}

internal sealed class PersonTokenMapping : IEntityTypeConfiguration<PersonTokenRow>
{
    public void Configure(EntityTypeBuilder<PersonTokenRow> builder)
    {
        builder.ToTable("person_tokens");
        builder.HasKey(x => new { x.Token, x.PersonKind, x.PersonId });
        builder.HasIndex(x => new { x.PersonKind, x.PersonId });
    }
}
