using Becs.Domain.Orders;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Orders;

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Revision).IsConcurrencyToken();
        builder.ComplexProperty(x => x.Placed);
        builder.Json(x => x.Lines, "_lines");
        builder.HasIndex(x => x.OrderNumber).IsUnique();
        builder.HasIndex(x => x.PatientId);
        builder.HasIndex(x => new { x.SiteId, x.State, x.NeededByAt });
    }
}

internal sealed class AllocationMapping : IEntityTypeConfiguration<Allocation>
{
    public void Configure(EntityTypeBuilder<Allocation> builder)
    {
        builder.ToTable("allocations").FrozenColumns(
            nameof(Allocation.UnitId), nameof(Allocation.OrderId), nameof(Allocation.PatientId), nameof(Allocation.DecisionId));
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Made);
        builder.HasIndex(x => x.UnitId).IsUnique().HasFilter("closed_at IS NULL");
        builder.HasIndex(x => x.OrderId);
    }
}

internal sealed class CrossmatchMapping : IEntityTypeConfiguration<Crossmatch>
{
    public void Configure(EntityTypeBuilder<Crossmatch> builder)
    {
        builder.ToTable("crossmatches").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => new { x.UnitId, x.PatientId });
    }
}

internal sealed class UnitIssueMapping : IEntityTypeConfiguration<UnitIssue>
{
    public void Configure(EntityTypeBuilder<UnitIssue> builder)
    {
        builder.ToTable("unit_issues").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Issued);

        // Of any number of simultaneous issues of one bag, one commits.
        builder.HasIndex(x => new { x.UnitId, x.Number }).IsUnique();
        builder.HasIndex(x => x.AllocationId).IsUnique();
        builder.HasIndex(x => x.OrderId);
        builder.HasIndex(x => x.PatientId);
    }
}

internal sealed class EmergencySignatureMapping : IEntityTypeConfiguration<EmergencySignature>
{
    public void Configure(EntityTypeBuilder<EmergencySignature> builder)
    {
        builder.ToTable("emergency_signatures").AppendOnly();
        builder.HasKey(x => x.IssueId);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class UnitReturnMapping : IEntityTypeConfiguration<UnitReturn>
{
    public void Configure(EntityTypeBuilder<UnitReturn> builder)
    {
        builder.ToTable("unit_returns").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => x.IssueId).IsUnique();
        builder.HasIndex(x => x.UnitId);
    }
}
