using Becs.Domain.Donations;
using Becs.Domain.Testing;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Testing;

internal sealed class TestOrderMapping : IEntityTypeConfiguration<TestOrder>
{
    public void Configure(EntityTypeBuilder<TestOrder> builder)
    {
        builder.ToTable("test_orders").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.Json(x => x.TestCodes);
        builder.HasOne<Donation>().WithMany().HasForeignKey(x => x.DonationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TestRunMapping : IEntityTypeConfiguration<TestRun>
{
    public void Configure(EntityTypeBuilder<TestRun> builder)
    {
        builder.ToTable("test_runs").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.Ignore(x => x.IsValid);
        builder.Json(x => x.ReagentLotIds);
        builder.HasIndex(x => new { x.SiteId, x.Number }).IsUnique();
        builder.HasOne(x => x.Invalidation).WithOne().HasForeignKey<TestRunInvalidation>(x => x.RunId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(x => x.Invalidation).AutoInclude();
    }
}

internal sealed class TestRunInvalidationMapping : IEntityTypeConfiguration<TestRunInvalidation>
{
    public void Configure(EntityTypeBuilder<TestRunInvalidation> builder)
    {
        builder.ToTable("test_run_invalidations").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class DiscrepancyFindingMapping : IEntityTypeConfiguration<DiscrepancyFinding>
{
    public void Configure(EntityTypeBuilder<DiscrepancyFinding> builder)
    {
        builder.ToTable("discrepancy_findings").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.Ignore(x => x.Group);
        builder.Json(x => x.EvidenceIds);
        builder.Json(x => x.SetAsideIds);
        builder.HasIndex(x => x.DonationId);
        builder.HasOne<Donation>().WithMany().HasForeignKey(x => x.DonationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.Resolution).WithOne().HasForeignKey<DiscrepancyResolution>(x => x.FindingId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(x => x.Resolution).AutoInclude();
    }
}

internal sealed class DiscrepancyResolutionMapping : IEntityTypeConfiguration<DiscrepancyResolution>
{
    public void Configure(EntityTypeBuilder<DiscrepancyResolution> builder)
    {
        builder.ToTable("discrepancy_resolutions").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class TestResultMapping : IEntityTypeConfiguration<TestResult>
{
    public void Configure(EntityTypeBuilder<TestResult> builder)
    {
        builder.ToTable("test_results").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.Ignore(x => x.Value).Ignore(x => x.Key);

        // One measurement has each kind of entry at most once: a file sent twice cannot become two repeats.
        builder.HasIndex(x => new { x.RunId, x.SampleId, x.TestCode, x.Role, x.Entry }).IsUnique();
        builder.HasIndex(x => x.DonationId);
        builder.HasOne<TestRun>().WithMany().HasForeignKey(x => x.RunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Sample>().WithMany().HasForeignKey(x => x.SampleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Donation>().WithMany().HasForeignKey(x => x.DonationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SuitabilityProjectionMapping : IEntityTypeConfiguration<SuitabilityProjection>
{
    public void Configure(EntityTypeBuilder<SuitabilityProjection> builder)
    {
        builder.ToTable("donation_suitability");
        builder.HasKey(x => x.DonationId);
        builder.HasIndex(x => x.Verdict);
    }
}
