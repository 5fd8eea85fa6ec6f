namespace Becs.Persistence.Tests.Testing;

/// <summary>A fresh, migrated database for one test.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    public abstract DatabaseProvider Provider { get; }

    public abstract string ConnectionString { get; }

    /// <summary>Folder for keys and anchor, and the SQLite file.</summary>
    public string Folder { get; } = NewFolder("becs-test-");

    public PersistenceOptions Options => new()
    {
        Provider = Provider,
        ConnectionString = ConnectionString,
        KeysPath = Path.Combine(Folder, "keys"),
        AnchorPath = Path.Combine(Folder, "anchor.jsonl"),
    };

    public abstract Task CreateAsync(CancellationToken cancellationToken);

    /// <summary>Says that the test changed more than rows: the database is not used again.</summary>
    public virtual void Spoil()
    {
    }

    /// <summary>In memory where the system has such a place: tests measure behaviour, not the disk.</summary>
    protected static string NewFolder(string prefix)
    {
        const string memory = "/dev/shm";
        return Directory.Exists(memory)
            ? Directory.CreateDirectory(Path.Combine(memory, $"{prefix}{Environment.ProcessId}-{Guid.NewGuid():N}")).FullName
            : Directory.CreateTempSubdirectory(prefix).FullName;
    }

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
