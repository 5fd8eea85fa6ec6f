using System.Globalization;
using System.Text.Json;

namespace Becs.Server.Shell.Localisation;

/// <summary>A text in several languages, as forms and workflows carry it: <c>{"en": "...", "fr": "..."}</c> or a plain string (English).</summary>
public sealed record LanguageMap(IReadOnlyDictionary<string, string> Texts)
{
    public static LanguageMap Empty { get; } = new(new Dictionary<string, string>());

    public bool IsEmpty => Texts.Count == 0;

    public static LanguageMap Of(string english) => new(new Dictionary<string, string> { ["en"] = english });

    /// <summary>Null when the element is neither a string nor an object of strings.</summary>
    public static LanguageMap? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Of(element.GetString()!),
        JsonValueKind.Object when element.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.String) =>
            new(element.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.OrdinalIgnoreCase)),
        _ => null,
    };

    /// <summary>The text in the person's language, else English, else any; pseudo-English in the pseudo-locale.</summary>
    public override string ToString()
    {
        var culture = CultureInfo.CurrentUICulture;
        var text = Texts.GetValueOrDefault(culture.Name) ?? Texts.GetValueOrDefault(culture.TwoLetterISOLanguageName)
            ?? Texts.GetValueOrDefault("en") ?? Texts.Values.FirstOrDefault() ?? "";
        return Cultures.IsPseudo && text.Length > 0 ? PseudoText.Of(text) : text;
    }
}
