using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Components;
using Becs.Server.Donations;

namespace Becs.Server.Accounts;

/// <summary>Reads from the address of a call at which sites the record it names may be seen; none when there is no such record.</summary>
public delegate Task<IReadOnlyList<Guid>> SitesOfRecord(RecordSites sites, RouteValueDictionary route, CancellationToken cancellationToken);

/// <summary>Metadata of a route whose address names a record that belongs to a site.</summary>
public sealed record SiteOfRecord(SitesOfRecord Sites);

/// <summary>
/// Shuts a route to people of other sites before anything is read or run: a record of a site that is not granted is answered 403. A record of
/// another site that is granted is answered by the route itself, which works at one site.
/// </summary>
public static class SiteOfRecordExtensions
{
    /// <param name="builder">A route, or a group whose routes all have <c>{id}</c>.</param>
    /// <param name="sites">The sites of the record with that id.</param>
    public static TBuilder OfSite<TBuilder>(this TBuilder builder, Func<RecordSites, Guid, CancellationToken, Task<IReadOnlyList<Guid>>> sites)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new SiteOfRecord(async (reads, route, ct) =>
            Guid.TryParse(route["id"] as string, out var id) ? await sites(reads, id, ct) : []));

    /// <summary>The donation with the number <c>{din}</c>, or the bag <c>{din}/{productCode}</c>.</summary>
    public static TBuilder OfSiteOfBlood<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new SiteOfRecord(BloodAsync));

    internal static async Task<bool> IsOpenToAsync(this HttpContext http, Caller caller)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<SiteOfRecord>() is not { } record)
        {
            return true;
        }

        var reads = http.RequestServices.GetRequiredService<RecordSites>();
        var sites = await record.Sites(reads, http.Request.RouteValues, http.RequestAborted);
        return sites.Count == 0 || sites.Any(id => caller.Sites.Any(s => s.Id.Value == id));
    }

    private static async Task<IReadOnlyList<Guid>> BloodAsync(RecordSites sites, RouteValueDictionary route, CancellationToken ct)
    {
        try
        {
            var din = DinText.Read(route["din"] as string ?? "");
            return route["productCode"] is string product
                ? await sites.OfUnitAsync(din, ProductCodeText.Read(product).Value, ct)
                : await sites.OfDonationAsync(din, ct);
        }
        catch (InputException)
        {
            // What cannot be read names no record; the route says what is wrong with it.
            return [];
        }
    }
}
