namespace Becs.Persistence;

/// <summary>The database engines that exist for this system (setting <c>Becs__Database__Provider</c>).</summary>
public enum DatabaseProvider
{
    /// <summary>One file, one node: the embedded default.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or later: any number of nodes.</summary>
    PostgreSql,
}
