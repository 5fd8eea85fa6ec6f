namespace Becs.Domain.Accounts;

/// <summary>The accounts of the installation.</summary>
public interface IAccounts
{
    Task<Account?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    Task<Account?> FindByNameAsync(string userName, CancellationToken cancellationToken = default);

    /// <summary>Accounts by user name, and how many there are in all.</summary>
    Task<(IReadOnlyList<Account> Items, long TotalCount)> PageAsync(int skip, int take, CancellationToken cancellationToken = default);

    void Add(Account account);
}
