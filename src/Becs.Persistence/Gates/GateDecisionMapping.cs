using Becs.Domain.Gates;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Gates;

internal sealed class GateDecisionMapping : IEntityTypeConfiguration<GateDecision>
{
    public void Configure(EntityTypeBuilder<GateDecision> builder)
    {
        builder.ToTable("gate_decisions").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.Json(x => x.Asserted);
        builder.HasIndex(x => new { x.SubjectKind, x.SubjectId });
    }
}
