using System.Text.Json;
using Becs.Domain.Signatures;
using Becs.Workflows.Running;
using Becs.Workflows.State;

namespace Becs.Server.Operations;

/// <summary>A submission that could not be applied, as it is sealed: enough to apply it again and to say what went wrong.</summary>
internal sealed record KeptSubmission(
    string Action, string? SiteCode, Guid? SystemSiteId, string Workstation, string? Reason, Signature? Signature, JsonElement Body,
    string InstanceId, string PackageHash, string StimulusKind, string StimulusJson, Incident Incident, JsonElement? Found = null)
{
    public static KeptSubmission Of(OperationRequest request, BurstFaultException fault)
    {
        var (kind, json) = StimulusSerializer.Serialize(fault.Stimulus);
        return new KeptSubmission(
            request.Action, request.SiteCode, request.SystemSiteId, request.Workstation, request.Reason, fault.Signature,
            JsonSerializer.SerializeToElement(request.Body, Hosting.StrictJson.Stored), fault.InstanceId, fault.PackageHash, kind, json,
            fault.Fault.Incident, request.Found?.Invoke() is { } found ? JsonSerializer.SerializeToElement(found, Hosting.StrictJson.Stored) : null);
    }
}
