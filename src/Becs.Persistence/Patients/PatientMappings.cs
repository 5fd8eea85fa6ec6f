using Becs.Domain.Patients;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Patients;

internal sealed class PatientMapping : IEntityTypeConfiguration<Patient>
{
    public void Configure(EntityTypeBuilder<Patient> builder)
    {
        builder.ToTable("patients");
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Registered);
        builder.HasIndex(x => x.PatientNumber).IsUnique();
        builder.Ignore(x => x.SignificantAntibodies).Ignore(x => x.LatestSample);
        builder.HasMany(x => x.Samples).WithOne().HasForeignKey(x => x.PatientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(x => x.Typings).WithOne().HasForeignKey(x => x.PatientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(x => x.Screens).WithOne().HasForeignKey(x => x.PatientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(x => x.Antibodies).WithOne().HasForeignKey(x => x.PatientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(x => x.Needs).WithOne().HasForeignKey(x => x.PatientId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PatientSampleMapping : IEntityTypeConfiguration<PatientSample>
{
    public void Configure(EntityTypeBuilder<PatientSample> builder)
    {
        builder.ToTable("patient_samples").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class PatientTypingMapping : IEntityTypeConfiguration<PatientTyping>
{
    public void Configure(EntityTypeBuilder<PatientTyping> builder)
    {
        builder.ToTable("patient_typings").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class AntibodyScreenMapping : IEntityTypeConfiguration<AntibodyScreen>
{
    public void Configure(EntityTypeBuilder<AntibodyScreen> builder)
    {
        builder.ToTable("antibody_screens").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class PatientAntibodyMapping : IEntityTypeConfiguration<PatientAntibody>
{
    public void Configure(EntityTypeBuilder<PatientAntibody> builder)
    {
        builder.ToTable("patient_antibodies").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class SpecialNeedMapping : IEntityTypeConfiguration<SpecialNeed>
{
    public void Configure(EntityTypeBuilder<SpecialNeed> builder)
    {
        builder.ToTable("special_needs").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}
