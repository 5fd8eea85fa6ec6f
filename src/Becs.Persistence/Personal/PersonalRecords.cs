using System.Text;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;
using Becs.Persistence.Mapping;
using Becs.Persistence.Setup;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Personal;

internal sealed class PersonalRecords(
    BecsDbContext db, PersonKeys keys, PersonIndex index, IIdGenerator ids, IAuditTrail audit, ICurrentOperation current)
    : IPersonalRecords
{
    public async Task PutAsync<T>(
        PersonRef person, string kind, Guid recordId, T value, CancellationToken cancellationToken = default)
        where T : class
    {
        var (key, latest) = await KeyAndVersionAsync(person, kind, recordId, cancellationToken);
        var version = latest + 1;
        db.Add(new PersonalRecordRow
        {
            Id = ids.New(),
            PersonKind = person.Kind,
            PersonId = person.Id,
            Kind = kind,
            RecordId = recordId,
            RecordVersion = version,
            Sealed = Seal.Close(key, Encoding.UTF8.GetBytes(StoredJson.Write(value)), Context(person, kind, recordId, version)),
            RecordedAt = current.Context.NowAt,
        });
    }

    public async Task<T?> GetAsync<T>(
        PersonRef person, string kind, Guid recordId, CancellationToken cancellationToken = default)
        where T : class
    {
        if (await keys.FindAsync(person, cancellationToken) is not { } key
            || await LatestAsync(person, kind, recordId, cancellationToken) is not { } row)
        {
            return null;
        }

        var plain = Seal.Open(key, row.Sealed, Context(person, kind, recordId, row.RecordVersion));
        return StoredJson.Read<T>(Encoding.UTF8.GetString(plain));
    }

    public Task IndexAsync(
        PersonRef person, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken = default) =>
        index.ReplaceAsync(person, fields, cancellationToken);

    public Task<IReadOnlyList<PersonRef>> SearchAsync(
        string personKind, IReadOnlyDictionary<string, string> fields, int limit, CancellationToken cancellationToken = default) =>
        index.SearchAsync(personKind, fields, limit, cancellationToken);

    public async Task EraseAsync(PersonRef person, CancellationToken cancellationToken = default)
    {
        await keys.DestroyAsync(person, cancellationToken);
        await index.ClearAsync(person, cancellationToken);
        audit.Record(new SubjectRef(person.Kind, person.Id), "person.erased");
    }

    private async Task<(byte[] Key, int Latest)> KeyAndVersionAsync(
        PersonRef person, string kind, Guid recordId, CancellationToken cancellationToken)
    {
        if (!db.IsPostgres || keys.Holds(person))
        {
            var held = await keys.FindOrCreateAsync(person, cancellationToken);
            if (keys.Remembered(person, kind, recordId) is { } known)
            {
                return (held, Math.Max(known, Staged(person, kind, recordId)?.RecordVersion ?? 0));
            }

            return (held, (await LatestAsync(person, kind, recordId, cancellationToken))?.RecordVersion ?? 0);
        }

        var trip = new RoundTrip(db)
            .Add("SELECT key_id, wrapped_key FROM person_keys WHERE person_kind = $1 AND person_id = $2", person.Kind, person.Id)
            .Add(
                "SELECT max(record_version) FROM personal_records WHERE person_kind = $1 AND person_id = $2 AND kind = $3 AND record_id = $4",
                person.Kind, person.Id, kind, recordId);
        var (key, stored) = await trip.ReadAsync(async reader =>
        {
            var found = await reader.ReadAsync(cancellationToken) ? keys.Open(person, reader.GetString(0), (byte[])reader.GetValue(1)) : null;
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return (found, reader.IsDBNull(0) ? 0 : reader.GetInt32(0));
        }, cancellationToken);
        return (key ?? keys.Create(person), Math.Max(stored, Staged(person, kind, recordId)?.RecordVersion ?? 0));
    }

    private PersonalRecordRow? Staged(PersonRef person, string kind, Guid recordId) => db.Set<PersonalRecordRow>().Local
        .Where(r => r.PersonKind == person.Kind && r.PersonId == person.Id && r.Kind == kind && r.RecordId == recordId)
        .MaxBy(r => r.RecordVersion);

    private async Task<PersonalRecordRow?> LatestAsync(
        PersonRef person, string kind, Guid recordId, CancellationToken cancellationToken) =>
        Staged(person, kind, recordId) ?? await db.Set<PersonalRecordRow>().AsNoTracking()
            .Where(r => r.PersonKind == person.Kind && r.PersonId == person.Id && r.Kind == kind && r.RecordId == recordId)
            .OrderByDescending(r => r.RecordVersion)
            .FirstOrDefaultAsync(cancellationToken);

    private static byte[] Context(PersonRef person, string kind, Guid recordId, int version) => new CanonicalBytes()
        .Add("personal/1").Add(person.Kind).Add(person.Id).Add(kind).Add(recordId).Add(version).ToArray();
}
