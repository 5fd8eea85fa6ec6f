using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Instances;
using Becs.Server.Resources;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks;
using Becs.Workflows.Comparing;
using Microsoft.Extensions.Localization;

namespace Becs.Server.ChangeControl;

/// <summary>An offer of the vendor in the list.</summary>
public sealed record VendorRow(VendorVersionView Offer, string Title);

/// <param name="Vendor">What the vendor did to it, in words.</param>
/// <param name="Site">What the site did to it.</param>
/// <param name="IsSame">Both did the same.</param>
public sealed record TouchedLine(IReadOnlyList<string> Vendor, IReadOnlyList<string> Site, bool IsSame);

/// <summary>Everything the page of an offer shows.</summary>
/// <param name="Offer">The vendor's version.</param>
/// <param name="Title">The workflow's title.</param>
/// <param name="SiteVersion">The site's newest approved version.</param>
/// <param name="AncestorNumber">What both come from.</param>
/// <param name="Vendor">What the vendor changed since.</param>
/// <param name="Site">What the site changed since.</param>
/// <param name="Both">What both touched.</param>
/// <param name="Pair">The site's version and the vendor's beside each other.</param>
/// <param name="MayTake">This person may begin a draft of it, or decline it.</param>
public sealed record VendorPageView(
    VendorVersionView Offer, string Title, int SiteVersion, int? AncestorNumber, IReadOnlyList<string> Vendor, IReadOnlyList<string> Site,
    IReadOnlyList<TouchedLine> Both, GraphPair Pair, bool MayTake);

/// <summary>Seam between the pages of the vendor's versions and the server.</summary>
public interface IVendorPages
{
    /// <summary>Offers nobody has decided about.</summary>
    Task<IReadOnlyList<VendorRow>> OpenAsync(CancellationToken cancellationToken = default);

    Task<VendorPageView?> FindAsync(Guid vendorVersion, CancellationToken cancellationToken = default);

    Task BeginAsync(Guid vendorVersion, CancellationToken cancellationToken = default);

    Task DeclineAsync(Guid vendorVersion, string reason, CancellationToken cancellationToken = default);
}

internal sealed class VendorPages(
    PageReads pages, PageCaller caller, VendorDesk desk, DrawnDifference drawn, ProcessTitles titles, IStringLocalizer<Text> texts) : IVendorPages
{
    private const int LongestValue = 200;

    public Task<IReadOnlyList<VendorRow>> OpenAsync(CancellationToken cancellationToken = default) =>
        pages.ReadAsync<IReadOnlyList<VendorRow>>(Permissions.WorkflowsRead, async (scope, _) =>
        {
            var vendors = scope.GetRequiredService<IVendorVersions>();
            var changes = await vendors.ChangesAsync(cancellationToken);
            return [.. (await vendors.ListAsync(cancellationToken)).Select(v => VendorVersionView.Of(v, changes.GetValueOrDefault(v.Id, [])))
                .Where(v => v.State is "offered" or "in-change").Select(v => new VendorRow(v, titles.Process(v.DefinitionId)))];
        }, cancellationToken);

    public Task<VendorPageView?> FindAsync(Guid vendorVersion, CancellationToken cancellationToken = default) =>
        pages.ReadAsync<VendorPageView?>(Permissions.WorkflowsRead, async (scope, now) =>
        {
            var vendors = scope.GetRequiredService<IVendorVersions>();
            if (await vendors.FindAsync(vendorVersion, cancellationToken) is not { } vendor)
            {
                return null;
            }

            var offer = VendorVersionView.Of(vendor, (await vendors.ChangesAsync(cancellationToken)).GetValueOrDefault(vendor.Id, []));
            var found = await VendorDesk.CompareAsync(scope, vendor, cancellationToken);
            return new VendorPageView(
                offer, titles.Process(vendor.DefinitionId), found.Site.DefinitionVersion, found.AncestorNumber,
                Lines(found.Difference.Vendor), Lines(found.Difference.Site),
                [.. found.Difference.Both.Select(b => new TouchedLine(Lines(b.Vendor), Lines(b.Site), b.IsSame))],
                drawn.Draw(FlowchartReader.Of(found.Own), FlowchartReader.Of(found.Theirs), BehaviourDifference.Between(found.Own, found.Theirs)),
                offer.State == "offered" && now.May(Permissions.WorkflowsEdit));
        }, cancellationToken);

    public async Task BeginAsync(Guid vendorVersion, CancellationToken cancellationToken = default) =>
        await desk.BeginAsync(await caller.OperationAsync("vendor-version.begin"), vendorVersion, cancellationToken);

    public async Task DeclineAsync(Guid vendorVersion, string reason, CancellationToken cancellationToken = default) =>
        await desk.DeclineAsync(await caller.OperationAsync("vendor-version.decline"), vendorVersion, reason, cancellationToken);

    private List<string> Lines(IEnumerable<BehaviourChange> changes) => [.. changes.Select(c => texts[
        c.SentenceKey, [.. c.Arguments.Select(a => a.Length > 0 ? (object)GraphPaths.Fit(a, LongestValue) : texts["changes.nothing"])]].Value)];
}
