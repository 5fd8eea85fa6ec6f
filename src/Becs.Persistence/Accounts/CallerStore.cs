using System.Data.Common;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.Mapping;
using Becs.Persistence.Operations;
using Becs.Persistence.Setup;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Accounts;

internal sealed class CallerStore(BecsDbContext db) : ICallers
{
    private const string Account =
        "SELECT user_name, printed_name, security_stamp, is_locked, role_names, site_ids FROM accounts WHERE id = $1";

    private const string Sites = "SELECT id, code, name, facility_number, time_zone_id, rule_packs FROM sites ORDER BY code";

    private const string Operation =
        "SELECT user_id, request_hash, action, status, response_json, recorded_at FROM operations WHERE operation_id = $1";

    public Task<CallerRecords> ReadAsync(Guid? userId, Guid? operationId, CancellationToken cancellationToken = default) => db.IsPostgres
        ? ReadAtOnceAsync(userId, operationId, cancellationToken)
        : ReadInTurnAsync(userId, operationId, cancellationToken);

    private async Task<CallerRecords> ReadInTurnAsync(Guid? userId, Guid? operationId, CancellationToken cancellationToken)
    {
        var account = userId is { } id ? await db.Set<Account>().FindAsync([id], cancellationToken) : null;
        return new CallerRecords(
            account is null ? null : new CallerAccount(
                account.Id, account.UserName, account.PrintedName, account.SecurityStamp, account.IsLocked, account.Permissions, account.SiteIds),
            await db.Set<Site>().OrderBy(s => s.Code).ToListAsync(cancellationToken),
            operationId is { } operation ? await OperationLog.EarlierAsync(db, operation, cancellationToken) : null);
    }

    private Task<CallerRecords> ReadAtOnceAsync(Guid? userId, Guid? operationId, CancellationToken cancellationToken)
    {
        // A question that is not asked is answered by no row.
        var trip = new RoundTrip(db).Add(Account, userId ?? Guid.Empty).Add(Sites).Add(Operation, operationId ?? Guid.Empty);
        return trip.ReadAsync(async reader =>
        {
            var account = userId is { } id && await reader.ReadAsync(cancellationToken) ? AccountOf(id, reader) : null;
            await reader.NextResultAsync(cancellationToken);
            var sites = new List<Site>();
            while (await reader.ReadAsync(cancellationToken))
            {
                sites.Add(Held(SiteOf(reader)));
            }

            await reader.NextResultAsync(cancellationToken);
            var earlier = operationId is { } operation && await reader.ReadAsync(cancellationToken) ? EarlierOf(operation, reader) : null;
            return new CallerRecords(account, sites, earlier);
        }, cancellationToken);
    }

    private static CallerAccount AccountOf(Guid id, DbDataReader reader) => new(
        id, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3),
        Domain.Accounts.Account.PermissionsOf(StoredJson.Read<List<string>>(reader.GetString(4))!), StoredJson.Read<List<Guid>>(reader.GetString(5))!);

    private static Site SiteOf(DbDataReader reader) => new(
        new SiteId(reader.GetGuid(0)), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        StoredJson.Read<List<string>>(reader.GetString(5)));

    private static EarlierOperation EarlierOf(Guid operationId, DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1),
        new RecordedOperation(
            operationId, reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetDateTime(5)));

    // Whoever asks for the site again in this operation gets it from memory.
    private Site Held(Site site)
    {
        if (db.Set<Site>().Local.FindEntry(site.Id) is { } known)
        {
            return known.Entity;
        }

        db.Attach(site);
        return site;
    }
}
