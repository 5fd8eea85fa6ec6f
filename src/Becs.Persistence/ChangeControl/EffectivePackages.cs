using System.Linq.Expressions;
using Becs.Domain.ChangeControl;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ChangeControl;

/// <summary>Which packages start instances: said in one place. The question of every start is translated to SQL once and not each time.</summary>
internal static class EffectivePackages
{
    /// <summary>Signed for use; from its effective time on it starts instances until a later version does.</summary>
    public static readonly Expression<Func<PackageRecord, bool>> MayStart = p =>
        p.Kind == PackageRecord.Workflow && (p.State == PackageState.Accepted || p.State == PackageState.Approved);

    /// <summary>Signed for use once: what runs on it may decide about blood, also when it starts nothing any more.</summary>
    public static readonly Expression<Func<PackageRecord, bool>> MayDecide = p =>
        p.Kind == PackageRecord.Workflow && (p.State == PackageState.Accepted || p.State == PackageState.Approved || p.State == PackageState.Retired);

    public static readonly Func<PostgresBecsDbContext, string, DateTime, Task<string?>> HashOnPostgres = Compile<PostgresBecsDbContext>();

    public static readonly Func<SqliteBecsDbContext, string, DateTime, Task<string?>> HashOnSqlite = Compile<SqliteBecsDbContext>();

    private static Func<T, string, DateTime, Task<string?>> Compile<T>()
        where T : BecsDbContext => EF.CompileAsyncQuery((T db, string definitionId, DateTime at) => db.Set<PackageRecord>()
            .Where(MayStart).Where(p => p.EffectiveFromAt <= at && p.DefinitionId == definitionId)
            .OrderByDescending(p => p.DefinitionVersion).Select(p => p.PackageHash).FirstOrDefault());
}
