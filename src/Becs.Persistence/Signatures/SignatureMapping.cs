using Becs.Domain.Signatures;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Signatures;

internal sealed class SignatureMapping : IEntityTypeConfiguration<Signature>
{
    public void Configure(EntityTypeBuilder<Signature> builder)
    {
        builder.ToTable("signatures").AppendOnly().Authenticated();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => x.Subject);
    }
}
