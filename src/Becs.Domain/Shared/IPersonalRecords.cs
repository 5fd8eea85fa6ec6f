namespace Becs.Domain.Shared;

/// <summary>
/// The one store of personal and health data. Each record is encrypted under its person's own key; erasing the person destroys the key and
/// the search tokens, so that what remains elsewhere (ids and codes) names nobody.
/// </summary>
public interface IPersonalRecords
{
    /// <summary>Stages a new version of a record; earlier versions stay readable until erasure.</summary>
    Task PutAsync<T>(PersonRef person, string kind, Guid recordId, T value, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Latest version, or null when there is none or the person was erased.</summary>
    Task<T?> GetAsync<T>(PersonRef person, string kind, Guid recordId, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Replaces the person's search tokens: fields by name (<c>family</c>, <c>given</c>, <c>birthDate</c>, <c>nationalId</c> …).</summary>
    Task IndexAsync(PersonRef person, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken = default);

    /// <summary>Persons whose tokens match all given fields (normalised, phonetic and prefix n-grams), best first.</summary>
    Task<IReadOnlyList<PersonRef>> SearchAsync(
        string personKind, IReadOnlyDictionary<string, string> fields, int limit, CancellationToken cancellationToken = default);

    /// <summary>Destroys key and search tokens in this commit.</summary>
    Task EraseAsync(PersonRef person, CancellationToken cancellationToken = default);
}
