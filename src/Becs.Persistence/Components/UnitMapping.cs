using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Components;

internal sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    // What only a gate gives: the database refuses these states without the decision, whoever writes.
    private const string Released =
        "status NOT IN ('Released', 'Allocated', 'Issued', 'Transfused', 'Returned', 'Shipped', 'Recalled') "
        + "OR released_decision_id IS NOT NULL";

    private const string Issued = "status NOT IN ('Issued', 'Transfused', 'Returned') OR issued_decision_id IS NOT NULL";

    // Biohazard somebody signed to destroy reaches no patient, and says who signed.
    private const string NotForDestruction =
        "destruction_reason IS NULL OR (status NOT IN ('Allocated', 'Issued', 'Transfused') AND destruction_signed_by_id IS NOT NULL)";

    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("units", table =>
        {
            table.HasCheckConstraint("ck_units_released_by_decision", Released);
            table.HasCheckConstraint("ck_units_issued_by_decision", Issued);
            table.HasCheckConstraint("ck_units_destruction", NotForDestruction);
            table.HasCheckConstraint("ck_units_volume", "volume_ml > 0");
        }).FrozenColumns(nameof(Unit.DonationId), nameof(Unit.CollectedAt));
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Revision).IsConcurrencyToken();
        builder.Ignore(x => x.Label).Ignore(x => x.Din).Ignore(x => x.ProductCode).Ignore(x => x.AwaitsDestruction);
        builder.ComplexProperty(x => x.Processing);
        builder.ComplexProperty(x => x.Made);
        builder.Json(x => x.Attributes, "_attributes");
        builder.HasMany(x => x.Labels).WithOne().HasForeignKey("UnitId").OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(x => x.Parents).WithOne().HasForeignKey(x => x.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(x => x.Labels).AutoInclude();
        builder.Navigation(x => x.Parents).AutoInclude();
        builder.HasOne<GateDecision>().WithMany().HasForeignKey(x => x.ReleasedDecisionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GateDecision>().WithMany().HasForeignKey(x => x.IssuedDecisionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(x => x.ReleasedDecisionId).IsUnique();
        builder.HasIndex(x => x.IssuedDecisionId).IsUnique();
        builder.HasIndex(x => x.DonationId);
        builder.HasIndex(x => new { x.SiteId, x.Status, x.ComponentClass, x.ExpiresAt });
    }
}

internal sealed class UnitLabelMapping : IEntityTypeConfiguration<UnitLabel>
{
    public void Configure(EntityTypeBuilder<UnitLabel> builder)
    {
        builder.ToTable("unit_labels").FrozenColumns(nameof(UnitLabel.Din), nameof(UnitLabel.ProductCode), nameof(UnitLabel.FromAt));
        builder.HasKey(x => x.Id);
        builder.Property<UnitId>("UnitId");
        builder.Ignore(x => x.Product);

        // DIN + product code with division is the identity on the bag: no two bags bear it at a time.
        builder.HasIndex(x => new { x.Din, x.ProductCode }).IsUnique().HasFilter("to_at IS NULL");
        builder.HasIndex("UnitId");
    }
}

internal sealed class UnitParentMapping : IEntityTypeConfiguration<UnitParent>
{
    public void Configure(EntityTypeBuilder<UnitParent> builder)
    {
        builder.ToTable("unit_parents").AppendOnly();
        builder.HasKey(x => new { x.UnitId, x.ParentId });
        builder.HasIndex(x => x.ParentId);
    }
}
