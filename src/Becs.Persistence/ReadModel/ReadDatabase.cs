using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>
/// Opens a context for one query of a page or a list: nothing is tracked, nothing can be saved. Pages live as long as their circuit, so a
/// query never uses the scope's context. A reader is an internal class named <c>*Reads</c> in this folder with a public interface beside it;
/// it is registered once and opens a context for every call.
/// </summary>
internal sealed class ReadDatabase
{
    private readonly Func<BecsDbContext> _new;

    public ReadDatabase(PersistenceOptions options)
    {
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            var sqlite = SqliteBecsDbContext.Options(options.ConnectionString);
            _new = () => new SqliteBecsDbContext(sqlite);
        }
        else
        {
            var postgres = PostgresBecsDbContext.Options(options.ConnectionString);
            _new = () => new PostgresBecsDbContext(postgres);
        }
    }

    public BecsDbContext Open()
    {
        var db = _new();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }
}
