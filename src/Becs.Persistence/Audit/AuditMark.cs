using Becs.Persistence.Keys;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Audit;

/// <summary>
/// A signed statement of the verifier: up to this seal the trail was walked, and these places were broken. The next run may begin behind it.
/// Whoever has the database alone can take a mark away, which makes the next run longer, but cannot make one.
/// </summary>
/// <param name="Id">Identity.</param>
/// <param name="Seal">Number of the last seal walked.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="At">When.</param>
/// <param name="Broken">How many broken places were known then, in the whole trail up to there.</param>
/// <param name="KeyId">Key of the signature, outside the database.</param>
/// <param name="Signature">ECDSA P-256 over the above, Base64.</param>
internal sealed record AuditMark(Guid Id, long Seal, string Hash, DateTime At, long Broken, string KeyId, string Signature)
{
    public static AuditMark Sign(Guid id, SealRow seal, DateTime at, long broken, KeyRing keys)
    {
        var mark = new AuditMark(id, seal.Number, seal.Hash, at, broken, keys.CurrentId(KeyPurpose.SignAnchors), "");
        return mark with { Signature = AnchorSignature.Make(mark.Bytes(), mark.KeyId, keys) };
    }

    public bool IsGenuine(KeyRing keys) => AnchorSignature.Holds(Bytes(), KeyId, Signature, keys);

    private byte[] Bytes() => new CanonicalBytes().Add("mark/1").Add(Id).Add(Seal).Add(Hash).Add(At).Add(Broken).ToArray();
}

internal sealed class AuditMarkMapping : IEntityTypeConfiguration<AuditMark>
{
    public void Configure(EntityTypeBuilder<AuditMark> builder)
    {
        builder.ToTable("audit_marks").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.HasIndex(x => x.Seal);
    }
}
