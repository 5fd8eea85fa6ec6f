using Becs.Domain.Shared;

namespace Becs.Domain.Quarantine;

/// <summary>
/// Quality signed that at this site, until a day, a named manual procedure looks at what one blocker would have looked at. Shown on every
/// vector it appears in. Written once; <see cref="CoverRevocation"/> ends it early.
/// </summary>
public sealed class ManualCover
{
    private ManualCover()
    {
    }

    internal ManualCover(
        Guid id, SiteId siteId, string blockerCode, string procedureCode, DateOnly validFrom, DateOnly validUntil, Guid signatureId,
        FactStamp stamp)
    {
        Id = id;
        SiteId = siteId;
        BlockerCode = blockerCode;
        ProcedureCode = procedureCode;
        ValidFrom = validFrom;
        ValidUntil = validUntil;
        SignatureId = signatureId;
        Stamp = stamp;
    }

    public Guid Id { get; private set; }

    public SiteId SiteId { get; private set; }

    public string BlockerCode { get; private set; } = "";

    /// <summary>Number of the written procedure, such as <c>SOP-QA-014</c>.</summary>
    public string ProcedureCode { get; private set; } = "";

    /// <summary>First day, in the site's zone.</summary>
    public DateOnly ValidFrom { get; private set; }

    /// <summary>Last day, in the site's zone.</summary>
    public DateOnly ValidUntil { get; private set; }

    public Guid SignatureId { get; private set; }

    public FactStamp Stamp { get; private set; } = null!;

    public bool CoversOn(DateOnly day) => day >= ValidFrom && day <= ValidUntil;
}
