using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Workflows.Definitions;

namespace Becs.Server.Designer.Descriptors;

/// <summary>What Studio's panels offer.</summary>
internal static class DescriptorEndpoints
{
    public static void MapDescriptors(this RouteGroupBuilder elsa)
    {
        var descriptors = elsa.MapGroup("/descriptors").RequirePermission(Permissions.WorkflowsRead);
        descriptors.MapGet("/activities", ActivitiesAsync);
        descriptors.MapGet("/activities/{typeName}", (string typeName, int? version, ActivityDescriptors activities) =>
            activities.Find(typeName, version) is { } found ? ElsaJson.Ok(found) : Results.NotFound());
        descriptors.MapPost("/activities/{typeName}/options/{propertyName}", () => ElsaJson.Ok(new { items = new Dictionary<string, string>() }));
        descriptors.MapGet("/expression-descriptors", () => ElsaJson.List(StudioLists.Expressions));
        descriptors.MapGet("/variables", () => ElsaJson.Ok(new { items = StudioLists.VariableTypes }));
        descriptors.MapGet("/storage-drivers", () => ElsaJson.Ok(new { items = StudioLists.StorageDrivers }));
        descriptors.MapGet("/workflow-activation-strategies", () => ElsaJson.List(StudioLists.ActivationStrategies));
        descriptors.MapGet("/incident-strategies", () => ElsaJson.List(StudioLists.IncidentStrategies));
        descriptors.MapGet("/log-persistence-strategies", () => ElsaJson.List(StudioLists.LogStrategies));
        descriptors.MapGet("/commit-strategies/workflows", () => ElsaJson.List(StudioLists.WorkflowCommits));
        descriptors.MapGet("/commit-strategies/activities", () => ElsaJson.List(StudioLists.ActivityCommits));
        descriptors.MapGet("/output-converters", () => ElsaJson.Ok(new { items = Array.Empty<string>() }));
        elsa.MapGet("/features/installed", () => ElsaJson.List(StudioLists.Features)).RequirePermission(Permissions.WorkflowsRead);
        elsa.MapGet("/features/installed/{fullName}", (string fullName) =>
                StudioLists.Features.FirstOrDefault(f => f.FullName == fullName) is { } feature ? ElsaJson.Ok(feature) : Results.NotFound())
            .RequirePermission(Permissions.WorkflowsRead);
        elsa.MapGet("/package/version", () => ElsaJson.Ok(new { packageVersion = "3.8.2" })).RequirePermission(Permissions.WorkflowsRead);
        elsa.MapGet("/resilience/strategies", () => ElsaJson.List(Array.Empty<string>())).RequirePermission(Permissions.WorkflowsRead);
        elsa.MapPost("/scripting/javascript/type-definitions/{definitionId}", () => Results.Text(ScriptTypes.Text, "application/x-typescript"))
            .RequirePermission(Permissions.WorkflowsRead);
    }

    private static async Task<IResult> ActivitiesAsync(HttpContext http, ActivityDescriptors activities, CancellationToken ct)
    {
        var (items, tag) = await activities.ListAsync(ct);
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return http.Request.Headers.IfNoneMatch.Contains(tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : ElsaJson.Ok(new { items, count = items.Count });
    }
}
