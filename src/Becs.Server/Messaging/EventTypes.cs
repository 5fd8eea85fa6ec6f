using System.Text.Json;
using Becs.Contracts;

namespace Becs.Server.Messaging;

/// <summary>The event records by their wire name. Outbox rows of a name not known here (a newer build wrote them) are set aside, not lost.</summary>
internal static class EventTypes
{
    private static readonly Dictionary<string, Type> ByName = typeof(BecsEvent).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(BecsEvent)))
        .ToDictionary(t => t.FullName!, StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Json = Becs.Server.Hosting.StrictJson.Stored;

    public static IReadOnlyCollection<Type> All => ByName.Values;

    public static (object Message, Type Type) Read(string wireName, string body)
    {
        var type = ByName.GetValueOrDefault(wireName) ?? throw new UnknownEventException(wireName);
        return (JsonSerializer.Deserialize(body, type, Json) ?? throw new UnknownEventException(wireName), type);
    }
}

/// <summary>This build has no record of that name.</summary>
internal sealed class UnknownEventException(string wireName) : Exception($"No event record is named {wireName}.");
