using Becs.Domain.Donations;
using Becs.Domain.Donors;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Donations;

internal sealed class DonationMapping : IEntityTypeConfiguration<Donation>
{
    public void Configure(EntityTypeBuilder<Donation> builder)
    {
        builder.ToTable("donations").FrozenColumns(
            nameof(Donation.Din),
            nameof(Donation.DonorId),
            nameof(Donation.VisitId),
            nameof(Donation.SiteId),
            nameof(Donation.Type),
            nameof(Donation.Purpose),
            nameof(Donation.AssignedByDecisionId));
        builder.HasKey(x => x.Id);
        builder.Ignore(x => x.Record);
        builder.ComplexProperty(x => x.Registered);
        builder.HasIndex(x => x.Din).IsUnique();
        builder.HasIndex(x => x.VisitId).IsUnique();
        builder.HasIndex(x => x.AssignedByDecisionId).IsUnique();
        builder.HasOne<Donor>().WithMany().HasForeignKey(x => x.DonorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(x => x.LabelScans).WithOne().HasForeignKey(x => x.DonationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(x => x.Samples).WithOne().HasForeignKey(x => x.DonationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(x => x.Records).WithOne().HasForeignKey(x => x.DonationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(x => x.Start).WithOne().HasForeignKey<CollectionStart>(x => x.DonationId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(x => x.LabelScans).AutoInclude();
        builder.Navigation(x => x.Samples).AutoInclude();
        builder.Navigation(x => x.Records).AutoInclude();
        builder.Navigation(x => x.Start).AutoInclude();
    }
}

internal sealed class LabelScanMapping : IEntityTypeConfiguration<LabelScan>
{
    public void Configure(EntityTypeBuilder<LabelScan> builder)
    {
        builder.ToTable("label_scans").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => new { x.DonationId, x.Order }).IsUnique();
    }
}

internal sealed class CollectionStartMapping : IEntityTypeConfiguration<CollectionStart>
{
    public void Configure(EntityTypeBuilder<CollectionStart> builder)
    {
        builder.ToTable("collection_starts").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => x.DecisionId).IsUnique();
        builder.HasIndex(x => x.BagLotId);
    }
}

internal sealed class CollectionRecordMapping : IEntityTypeConfiguration<CollectionRecord>
{
    public void Configure(EntityTypeBuilder<CollectionRecord> builder)
    {
        builder.ToTable("collection_records", table => table.HasCheckConstraint("ck_collection_records_volume", "volume_ml >= 0"))
            .AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => new { x.DonationId, x.Version }).IsUnique();
    }
}

internal sealed class SampleMapping : IEntityTypeConfiguration<Sample>
{
    public void Configure(EntityTypeBuilder<Sample> builder)
    {
        builder.ToTable("samples").FrozenColumns(
            nameof(Sample.DonationId), nameof(Sample.Kind), nameof(Sample.ScannedDin), nameof(Sample.TakenAt));
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => x.DonationId);
    }
}
