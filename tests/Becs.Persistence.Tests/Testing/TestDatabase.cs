namespace Becs.Persistence.Tests.Testing;

/// <summary>A fresh, migrated database for one test.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    public abstract DatabaseProvider Provider { get; }

    public abstract string ConnectionString { get; }

    /// <summary>Folder for keys and anchor, and the SQLite file.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("becs-test-").FullName;

    public PersistenceOptions Options => new()
    {
        Provider = Provider,
        ConnectionString = ConnectionString,
        KeysPath = Path.Combine(Folder, "keys"),
        AnchorPath = Path.Combine(Folder, "anchor.jsonl"),
    };

    public abstract Task CreateAsync(CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
