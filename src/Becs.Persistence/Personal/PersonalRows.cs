namespace Becs.Persistence.Personal;

/// <summary>The key of one person, wrapped by a key outside the database. Deleting this row is the erasure.</summary>
internal sealed class PersonKeyRow
{
    public required string PersonKind { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Nonce, tag and ciphertext of the person's 256-bit key.</summary>
    public required byte[] WrappedKey { get; set; }

    public required string KeyId { get; set; }
}

/// <summary>One version of one personal record, encrypted under its person's key. Never changed, never deleted.</summary>
internal sealed class PersonalRecordRow
{
    public required Guid Id { get; init; }

    public required string PersonKind { get; init; }

    public required Guid PersonId { get; init; }

    public required string Kind { get; init; }

    public required Guid RecordId { get; init; }

    public required int RecordVersion { get; init; }

    /// <summary>Nonce, tag and ciphertext.</summary>
    public required byte[] Sealed { get; init; }

    public required DateTime RecordedAt { get; init; }
}

/// <summary>A keyed hash by which a person can be found: without the key it says nothing.</summary>
internal sealed class PersonTokenRow
{
    public required string Token { get; init; }

    public required string PersonKind { get; init; }

    public required Guid PersonId { get; init; }

    public required string Field { get; init; }

    /// <summary>How much a match says: 3 the whole value, 2 its beginning, 1 its sound.</summary>
    public required int Strength { get; init; }
}
