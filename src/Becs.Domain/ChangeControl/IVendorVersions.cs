namespace Becs.Domain.ChangeControl;

/// <summary>What later builds brought for workflows the site has in use.</summary>
public interface IVendorVersions
{
    Task<VendorVersion?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>All of them, newest of each workflow first.</summary>
    Task<IReadOnlyList<VendorVersion>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>The changes made from each, by its id.</summary>
    Task<IReadOnlyDictionary<Guid, IReadOnlyList<ChangeRequest>>> ChangesAsync(CancellationToken cancellationToken = default);

    void Add(VendorVersion version);
}
