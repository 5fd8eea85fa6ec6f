namespace Becs.Domain.Accounts;

/// <summary>The accounts of the installation.</summary>
public interface IAccounts
{
    Task<Account?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    Task<Account?> FindByNameAsync(string userName, CancellationToken cancellationToken = default);

    void Add(Account account);
}
