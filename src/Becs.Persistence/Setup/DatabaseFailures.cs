using System.Data.Common;

namespace Becs.Persistence.Setup;

/// <summary>What an operator can mend about a database that cannot be used: its address, its file, its rights.</summary>
public static class DatabaseFailures
{
    /// <summary>True when the database itself refused or could not be reached; false for a bug.</summary>
    public static bool Explains(Exception exception) => exception is DbException or IOException or UnauthorizedAccessException or ArgumentException
        || (exception is InvalidOperationException && exception.InnerException is { } inner && Explains(inner));

    /// <summary>True when the database went away in the middle of something that may work the next time.</summary>
    public static bool IsAway(Exception exception) =>
        exception is DbException { IsTransient: true } || (exception.InnerException is { } inner && IsAway(inner));

    /// <summary>Makes the folder of a new SQLite file.</summary>
    public static void PrepareFolder(PersistenceOptions options)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = options.ConnectionString };
        if (options.Provider == DatabaseProvider.Sqlite
            && parts.TryGetValue("Data Source", out var value) && value is string { Length: > 0 } file && file != ":memory:")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
    }
}
