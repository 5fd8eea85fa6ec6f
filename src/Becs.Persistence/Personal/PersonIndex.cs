using Becs.Domain.Shared;
using Becs.Persistence.Keys;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Personal;

/// <summary>Finds persons by keyed hashes of their names and numbers, without the values being anywhere.</summary>
internal sealed class PersonIndex(BecsDbContext db, KeyRing ring)
{
    private const int LimitMost = 200;

    public async Task ReplaceAsync(
        PersonRef person, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var wanted = Tokens().OfRecord(fields).ToDictionary(t => t.Hash);
        var existing = await db.Set<PersonTokenRow>()
            .Where(t => t.PersonKind == person.Kind && t.PersonId == person.Id).ToListAsync(cancellationToken);
        db.RemoveRange(existing.Where(t => !wanted.ContainsKey(t.Token)));
        foreach (var token in wanted.Values.ExceptBy(existing.Select(t => t.Token), t => t.Hash))
        {
            db.Add(new PersonTokenRow
            {
                Token = token.Hash,
                PersonKind = person.Kind,
                PersonId = person.Id,
                Field = token.Field,
                Strength = token.Strength,
            });
        }
    }

    public async Task ClearAsync(PersonRef person, CancellationToken cancellationToken) =>
        db.RemoveRange(await db.Set<PersonTokenRow>()
            .Where(t => t.PersonKind == person.Kind && t.PersonId == person.Id).ToListAsync(cancellationToken));

    public async Task<IReadOnlyList<PersonRef>> SearchAsync(
        string personKind, IReadOnlyDictionary<string, string> fields, int limit, CancellationToken cancellationToken)
    {
        var tokens = Tokens().OfQuery(fields).ToList();
        var count = tokens.Select(t => t.Field).Distinct().Count();
        if (count == 0)
        {
            return [];
        }

        var hashes = tokens.Select(t => t.Hash).Distinct().ToList();
        var found = await db.Set<PersonTokenRow>()
            .Where(t => t.PersonKind == personKind && hashes.Contains(t.Token))
            .GroupBy(t => t.PersonId)
            .Where(g => g.Select(t => t.Field).Distinct().Count() == count)
            .OrderByDescending(g => g.Sum(t => t.Strength)).ThenBy(g => g.Key)
            .Select(g => g.Key)
            .Take(Math.Clamp(limit, 1, LimitMost))
            .ToListAsync(cancellationToken);
        return [.. found.Select(id => new PersonRef(personKind, id))];
    }

    private SearchTokens Tokens() => new(ring.Get(KeyPurpose.SearchTokens, ring.CurrentId(KeyPurpose.SearchTokens)));
}
