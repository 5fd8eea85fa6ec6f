namespace Becs.Persistence.Commit;

/// <summary>
/// Deletions that an operation wants whatever is there, without reading it first: they travel with the first statement of its commit. On
/// PostgreSQL only; SQLite has no round trips to save.
/// </summary>
internal sealed class CommitStatements
{
    private readonly List<(string Sql, object[] Values)> _staged = [];

    public IReadOnlyList<(string Sql, object[] Values)> Staged => _staged;

    /// <param name="sql">A constant of this project, parameters by number.</param>
    /// <param name="values">The parameters' values.</param>
    public void Stage(string sql, params object[] values) => _staged.Add((sql, values));
}
