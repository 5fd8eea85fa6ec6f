using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Becs.Workflows.Errors;

namespace Becs.Workflows.Proving;

/// <summary>Reads obligations from JSON: <c>{ "obligations": [ ... ] }</c>. A member it does not know is refused: it might be a demand.</summary>
public static class ObligationReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Reads one file.</summary>
    /// <param name="utf8Json">UTF-8 JSON.</param>
    /// <exception cref="ObligationException">It is not a list of obligations, or one of them demands nothing.</exception>
    public static IReadOnlyList<Obligation> Read(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            var list = JsonSerializer.Deserialize<ObligationList>(utf8Json, Options)?.Obligations
                ?? throw new ObligationException("The file holds no list 'obligations'.");
            foreach (var obligation in list)
            {
                Check(obligation);
            }

            return list;
        }
        catch (JsonException e)
        {
            throw new ObligationException($"The obligations cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads every file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ObligationException">A file cannot be read, or two obligations have one id.</exception>
    public static IReadOnlyList<Obligation> ReadFolder(string folder)
    {
        var all = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .SelectMany(f => Read(File.ReadAllBytes(f))).ToList();
        return all.GroupBy(o => o.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new ObligationException($"Obligation '{twice.Key}' stands there twice.")
            : all;
    }

    private static void Check(Obligation obligation)
    {
        var isComplete = obligation.Kind switch
        {
            ObligationKind.Form => obligation.Form is not null && obligation.PresentIn.Count > 0,
            ObligationKind.Before => obligation.Gate is { } gate
                && (obligation.AnyOf.Count > 0 || obligation.Must.Count > 0 || gate.OtherThan.Count > 0 || obligation.PresentIn.Count > 0),
            _ => obligation.Gate is not null && obligation.AnyOf.Count > 0,
        };
        if (!isComplete || obligation.Id.Length == 0 || obligation.Cites.Count == 0)
        {
            throw new ObligationException($"Obligation '{obligation.Id}' demands nothing, or cites nothing.");
        }
    }

    private sealed record ObligationList(IReadOnlyList<Obligation> Obligations);
}
