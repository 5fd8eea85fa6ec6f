using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Audit;

/// <summary>
/// Which seal the chain had reached, signed: a row of the database and the same line of the anchor file. Each names the one before it, so
/// neither of the two can be shortened without the other telling.
/// </summary>
/// <param name="Number">From 1 without gaps.</param>
/// <param name="Seal">Number of the seal.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When the checkpoint was made.</param>
/// <param name="Previous">Digest of the checkpoint before; of none: empty.</param>
/// <param name="KeyId">Key of the signature, outside the database.</param>
/// <param name="Signature">ECDSA P-256 over the above, Base64.</param>
internal sealed record Checkpoint(long Number, long Seal, string Hash, DateTime At, string Previous, string KeyId, string Signature);

internal sealed class CheckpointMapping : IEntityTypeConfiguration<Checkpoint>
{
    public void Configure(EntityTypeBuilder<Checkpoint> builder)
    {
        builder.ToTable("audit_checkpoints").AppendOnly();
        builder.HasKey(x => x.Number);
    }
}
