using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Fakes;

/// <summary>The erasable store in memory, unencrypted. Search finds exact values only.</summary>
public sealed class FakePersonalRecords : IPersonalRecords
{
    private readonly Dictionary<(PersonRef Person, string Kind, Guid Id), object> _records = [];
    private readonly Dictionary<PersonRef, IReadOnlyDictionary<string, string>> _index = [];

    public Task PutAsync<T>(
        PersonRef person, string kind, Guid recordId, T value, CancellationToken cancellationToken = default)
        where T : class
    {
        _records[(person, kind, recordId)] = value;
        return Task.CompletedTask;
    }

    public Task<T?> GetAsync<T>(
        PersonRef person, string kind, Guid recordId, CancellationToken cancellationToken = default)
        where T : class =>
        Task.FromResult(_records.GetValueOrDefault((person, kind, recordId)) as T);

    public Task IndexAsync(
        PersonRef person, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken = default)
    {
        _index[person] = fields;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PersonRef>> SearchAsync(
        string personKind, IReadOnlyDictionary<string, string> fields, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<PersonRef>>([.. _index
            .Where(p => p.Key.Kind == personKind && fields.All(f => Has(p.Value, f.Key, f.Value)))
            .Select(p => p.Key).Take(limit)]);

    public Task EraseAsync(PersonRef person, CancellationToken cancellationToken = default)
    {
        _index.Remove(person);
        foreach (var key in _records.Keys.Where(k => k.Person == person).ToList())
        {
            _records.Remove(key);
        }

        return Task.CompletedTask;
    }

    private static bool Has(IReadOnlyDictionary<string, string> index, string field, string value) =>
        index.TryGetValue(field, out var stored)
        && stored.Split(' ').Contains(value, StringComparer.OrdinalIgnoreCase);
}
