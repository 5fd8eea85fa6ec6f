using Becs.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Accounts;

internal sealed class AccountStore(BecsDbContext db) : IAccounts
{
    public async Task<Account?> FindAsync(Guid id, CancellationToken cancellationToken = default) =>
        await db.Set<Account>().FindAsync([id], cancellationToken);

    public async Task<Account?> FindByNameAsync(string userName, CancellationToken cancellationToken = default) =>
        await db.Set<Account>().SingleOrDefaultAsync(a => a.UserName == userName, cancellationToken);

    public async Task<(IReadOnlyList<Account> Items, long TotalCount)> PageAsync(
        int skip, int take, CancellationToken cancellationToken = default)
    {
        var accounts = db.Set<Account>();
        var items = await accounts.OrderBy(a => a.UserName).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return (items, await accounts.LongCountAsync(cancellationToken));
    }

    public void Add(Account account) => db.Add(account);
}
