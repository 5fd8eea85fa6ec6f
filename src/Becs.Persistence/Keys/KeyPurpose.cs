namespace Becs.Persistence.Keys;

/// <summary>What a key of the ring is for. A key serves one purpose only.</summary>
public enum KeyPurpose
{
    /// <summary>Wraps the keys of persons (AES-256-GCM).</summary>
    WrapPersonKeys,

    /// <summary>Authenticates audit rows and seals (HMAC-SHA256).</summary>
    AuditMac,

    /// <summary>Makes search tokens (HMAC-SHA256). Changing it makes all tokens void: re-index.</summary>
    SearchTokens,

    /// <summary>Signs checkpoints of the audit trail (ECDSA P-256, PKCS#8).</summary>
    SignAnchors,

    /// <summary>Seals submissions about nobody that could not be applied (AES-256-GCM).</summary>
    SealSubmissions,

    /// <summary>Signs files that leave the establishment (RSA 3072, PKCS#8). Made when it is first needed.</summary>
    SignExports,
}
