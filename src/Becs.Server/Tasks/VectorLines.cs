using Becs.Server.Quarantine;
using Becs.Server.Resources;
using Becs.Server.Shell.Localisation;
using Becs.Server.Signatures;
using Microsoft.Extensions.Localization;

namespace Becs.Server.Tasks;

/// <summary>A vector as lines to read before signing.</summary>
public static class VectorLines
{
    public static IReadOnlyList<SignatureLine> Of(BlockerVectorView? vector, IStringLocalizer<Text> texts, TimeZoneInfo zone) => vector is null ? [] :
    [
        new(texts["vector.title." + vector.Kind], vector.Blocking > 0 ? texts["vector.blocked." + vector.Kind, vector.Blocking] : texts["vector.clear." + vector.Kind]),
        new(texts["vector.evaluatedAt"], SiteClock.Show(vector.EvaluatedAt, zone)),
        .. vector.Lines.OrderBy(l => l.State).Select(l => new SignatureLine($"{l.Code} {l.Title}", Value(l, texts))),
    ];

    private static string Value(BlockerLine line, IStringLocalizer<Text> texts) => string.Join(". ", new[]
    {
        texts["blocker." + line.State].Value,
        line.Blocks ? line.Reason : "",
        line.Cover is { } cover ? texts["vector.cover", cover.Procedure, cover.SignedBy, SiteClock.ShowDay(cover.Until)].Value : "",
    }.Where(t => t.Length > 0));
}
