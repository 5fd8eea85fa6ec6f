using System.Globalization;
using System.Text.Json.Nodes;
using Becs.Persistence.ReadModel;
using Becs.Workflows;

namespace Becs.Server.Designer.Instances;

/// <summary>What Studio's instance list and journal are asked by.</summary>
internal static class InstanceFilter
{
    /// <summary>The same question asked by an address.</summary>
    public static JsonObject Of(IQueryCollection query)
    {
        var filter = new JsonObject();
        foreach (var (name, values) in query)
        {
            var key = char.ToLowerInvariant(name[0]) + name[1..];
            filter[key] = key switch
            {
                "page" or "pageSize" or "version" => int.TryParse(values.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null,
                "hasIncidents" or "isSystem" => bool.TryParse(values.ToString(), out var flag) ? flag : null,
                "definitionIds" or "statuses" or "subStatuses" or "definitionVersionIds" or "ids" or "correlationIds" =>
                    new JsonArray([.. values.Select(v => (JsonNode?)v)]),
                _ => values.ToString(),
            };
        }

        return filter;
    }

    /// <summary>Null when nothing can match, as no system workflow is listed here.</summary>
    public static InstanceQuery? Query(JsonObject filter, IReadOnlyList<Guid> sites)
    {
        var subStatuses = filter.Texts("subStatuses").Concat(One(filter, "subStatus")).ToList();
        var faulted = subStatuses.Contains(nameof(WorkflowSubStatus.Faulted));
        return filter.Flag("isSystem") == true ? null : new InstanceQuery
        {
            SiteIds = sites,
            Ids = [.. filter.Texts("ids").Select(i => Guid.TryParse(i, out var id) ? id : Guid.Empty)],
            DefinitionIds = [.. filter.Texts("definitionIds"), .. One(filter, "definitionId")],
            PackageHashes = [.. filter.Texts("definitionVersionIds"), .. One(filter, "definitionVersionId")],
            Version = filter.Number("version"),
            CorrelationId = filter.Text("correlationId"),
            Search = filter.Text("searchTerm"),
            Statuses = Enums<WorkflowStatus>([.. filter.Texts("statuses"), .. One(filter, "status")]),
            SubStatuses = faulted ? [] : Enums<WorkflowSubStatus>(subStatuses),
            HasIncidents = faulted ? true : filter.Flag("hasIncidents"),
            Times = [.. filter.Items("timestampFilters").Select(Time).OfType<InstanceTimeFilter>()],
            OrderBy = filter.Text("orderBy"),
            IsAscending = filter.Text("orderDirection") == "Ascending",
        };
    }

    public static IEnumerable<StoryLine> Lines(IEnumerable<StoryLine> lines, JsonObject? filter)
    {
        lines = filter?["activityNodeIds"] is JsonArray ? lines.Where(l => filter.Texts("activityNodeIds").Contains(l.NodeId)) : lines;
        lines = filter?["activityIds"] is JsonArray ? lines.Where(l => filter.Texts("activityIds").Contains(l.Record.ActivityId)) : lines;
        lines = filter?["excludedActivityTypes"] is JsonArray
            ? lines.Where(l => !filter.Texts("excludedActivityTypes").Contains(l.Record.Type))
            : lines;
        return filter?["eventNames"] is JsonArray ? lines.Where(l => filter.Texts("eventNames").Contains(l.EventName)) : lines;
    }

    private static IEnumerable<string> One(JsonObject filter, string name) => filter.Text(name) is { Length: > 0 } value ? [value] : [];

    private static IReadOnlyCollection<T> Enums<T>(IEnumerable<string> names)
        where T : struct, Enum => [.. names.Where(n => Enum.IsDefined(typeof(T), n)).Select(Enum.Parse<T>)];

    private static InstanceTimeFilter? Time(JsonObject filter) =>
        Enum.TryParse<InstanceTime>(filter.Text("column"), ignoreCase: true, out var column)
        && DateTimeOffset.TryParse(filter.Text("timestamp"), CultureInfo.InvariantCulture, out var at)
            ? new(column, filter.Text("operator") ?? "", at.UtcDateTime)
            : null;
}
