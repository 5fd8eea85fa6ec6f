using System.Security.Cryptography;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;

namespace Becs.Persistence.Personal;

/// <summary>The keys of persons: made with the first record, unwrapped when needed, gone after erasure.</summary>
internal sealed class PersonKeys(BecsDbContext db, KeyRing ring)
{
    private const int KeyBytes = 32;

    private readonly Dictionary<(PersonRef Person, string Kind, Guid RecordId), int> _versions = [];

    public async Task<byte[]?> FindAsync(PersonRef person, CancellationToken cancellationToken)
    {
        var row = await RowAsync(person, cancellationToken);
        return row is null ? null : Open(person, row.KeyId, row.WrappedKey);
    }

    public async Task<byte[]> FindOrCreateAsync(PersonRef person, CancellationToken cancellationToken) =>
        await FindAsync(person, cancellationToken) ?? Create(person);

    /// <summary>True when this operation holds the person's key already, perhaps one it made.</summary>
    public bool Holds(PersonRef person) => db.Set<PersonKeyRow>().Local.FindEntryUntyped([person.Kind, person.Id]) is not null;

    /// <summary>Keeps which version of a record is the latest, for whoever adds the next one in this operation; 0 when there is none.</summary>
    public void Remember(PersonRef person, string kind, Guid recordId, int latest) => _versions[(person, kind, recordId)] = latest;

    /// <summary>What <see cref="Remember"/> was told; null when it was told nothing.</summary>
    public int? Remembered(PersonRef person, string kind, Guid recordId) =>
        _versions.TryGetValue((person, kind, recordId), out var latest) ? latest : null;

    public byte[] Open(PersonRef person, string keyId, byte[] wrapped) =>
        Seal.Open(ring.Get(KeyPurpose.WrapPersonKeys, keyId), wrapped, Context(person));

    /// <summary>Stages the key of a person who has none.</summary>
    public byte[] Create(PersonRef person)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var keyId = ring.CurrentId(KeyPurpose.WrapPersonKeys);
        db.Add(new PersonKeyRow
        {
            PersonKind = person.Kind,
            PersonId = person.Id,
            WrappedKey = Seal.Close(ring.Get(KeyPurpose.WrapPersonKeys, keyId), key, Context(person)),
            KeyId = keyId,
        });
        return key;
    }

    public async Task DestroyAsync(PersonRef person, CancellationToken cancellationToken)
    {
        if (await RowAsync(person, cancellationToken) is { } row)
        {
            db.Remove(row);
        }
    }

    private ValueTask<PersonKeyRow?> RowAsync(PersonRef person, CancellationToken cancellationToken) =>
        db.Set<PersonKeyRow>().FindAsync([person.Kind, person.Id], cancellationToken);

    private static byte[] Context(PersonRef person) => new CanonicalBytes().Add("person-key/1").Add(person.Kind).Add(person.Id).ToArray();
}
