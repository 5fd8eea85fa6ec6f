namespace Becs.Domain.Shared;

/// <summary>Who recorded a fact, when, where and in which operation. Every primary fact carries one; it is never changed.</summary>
public sealed record FactStamp(
    Guid UserId, string UserName, DateTime RecordedAt, string Workstation, SiteId SiteId, Guid OperationId)
{
    public static FactStamp Of(OperationContext operation) => new(
        operation.UserId, operation.UserName, operation.NowAt, operation.Workstation, operation.SiteId, operation.OperationId);
}
