using Becs.Server.ChangeControl;

namespace Becs.EndToEnd.Tests.Screens;

internal sealed partial class SampleData
{
    private static VendorVersionView Offer => new(
        Id, "component-release", 2, "Component release", new string('d', 64), new string('e', 64), new string('b', 64), Now, "offered", null, null, []);

    public Task<IReadOnlyList<VendorRow>> OpenAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<VendorRow>>([new(Offer, "Component release")]);

    Task<VendorPageView?> IVendorPages.FindAsync(Guid vendorVersion, CancellationToken cancellationToken) => Task.FromResult<VendorPageView?>(new(
        Offer, "Component release", 3, 1, ["New step: Pool"], ["Print the label: due in is 2 h, was 1 h"],
        [new(["New step: Pool"], ["New step: Pool by hand"], false)], Pair, true));

    public Task BeginAsync(Guid vendorVersion, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task DeclineAsync(Guid vendorVersion, string reason, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
