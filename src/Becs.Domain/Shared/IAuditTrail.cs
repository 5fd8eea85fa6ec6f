namespace Becs.Domain.Shared;

/// <summary>
/// What the audit says beyond what the commit writes by itself. Values are ids and codes; personal data never comes here.
/// </summary>
public interface IAuditTrail
{
    /// <param name="subject">Record concerned.</param>
    /// <param name="what">Event of the trail, such as <c>unit.released</c>.</param>
    /// <param name="old">Former value as canonical JSON or code, or null.</param>
    /// <param name="new">New value, or null.</param>
    void Record(SubjectRef subject, string what, string? old = null, string? @new = null);
}
