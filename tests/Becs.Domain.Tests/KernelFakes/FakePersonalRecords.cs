using Becs.Domain.Shared;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>Personal records in memory.</summary>
public sealed class FakePersonalRecords : IPersonalRecords
{
    private readonly Dictionary<(PersonRef, string, Guid), object> _records = [];
    private readonly Dictionary<PersonRef, IReadOnlyDictionary<string, string>> _fields = [];

    public Task PutAsync<T>(PersonRef person, string kind, Guid recordId, T value, CancellationToken cancellationToken = default)
        where T : class
    {
        _records[(person, kind, recordId)] = value;
        return Task.CompletedTask;
    }

    public Task<T?> GetAsync<T>(PersonRef person, string kind, Guid recordId, CancellationToken cancellationToken = default)
        where T : class => Task.FromResult(_records.GetValueOrDefault((person, kind, recordId)) as T);

    public Task IndexAsync(
        PersonRef person, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken = default)
    {
        _fields[person] = fields;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PersonRef>> SearchAsync(
        string personKind, IReadOnlyDictionary<string, string> fields, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<PersonRef>>([.. _fields
            .Where(p => p.Key.Kind == personKind && fields.All(f => p.Value.GetValueOrDefault(f.Key) == f.Value))
            .Select(p => p.Key).Take(limit)]);

    public Task EraseAsync(PersonRef person, CancellationToken cancellationToken = default)
    {
        foreach (var key in _records.Keys.Where(k => k.Item1 == person).ToList())
        {
            _records.Remove(key);
        }

        _fields.Remove(person);
        return Task.CompletedTask;
    }
}
