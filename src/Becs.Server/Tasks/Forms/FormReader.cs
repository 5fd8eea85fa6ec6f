using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Becs.Server.Shell.Localisation;

namespace Becs.Server.Tasks.Forms;

/// <summary>Reads form files strictly: a keyword it does not know is refused, because a rule nobody applies is worse than none.</summary>
internal sealed class FormReader
{
    internal const int LongestText = 4000;
    internal const int MostRows = 200;
    internal const int MostFields = 150;
    private const int MostPrivateChoices = 4;
    private static readonly TimeSpan _patternTime = TimeSpan.FromMilliseconds(100);

    private static readonly HashSet<string> _rootWords = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "type", "title", "description", "properties", "required", "additionalProperties", "x-groups", "x-personal", "x-skipFor",
    };

    private static readonly HashSet<string> _fieldWords = new(StringComparer.Ordinal)
    {
        "type", "title", "description", "format", "enum", "const", "minimum", "maximum", "minLength", "maxLength", "pattern", "items",
        "minItems", "maxItems", "readOnly", "x-group", "x-order", "x-widget", "x-isbt", "x-sameAs", "x-unit", "x-decimals",
        "x-enumTitles", "x-personal", "x-showIf", "x-notFuture", "x-notPast", "x-ask",
    };

    private readonly List<string> _problems = [];

    internal static FormSchema Read(string json)
    {
        var reader = new FormReader();
        try
        {
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false, MaxDepth = 32 });
            var schema = reader.ReadRoot(document.RootElement);
            return reader._problems.Count == 0 ? schema! : throw new FormSchemaException(reader._problems);
        }
        catch (JsonException broken)
        {
            throw new FormSchemaException(["$: " + broken.Message]);
        }
    }

    private FormSchema? ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || Word(root, "type") != "object")
        {
            _problems.Add("$.type: must be \"object\"");
            return null;
        }

        CheckWords(root, _rootWords, "$");
        var groups = root.TryGetProperty("x-groups", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select((g, i) => new FormGroup(Word(g, "key") ?? "", Map(g, "title", $"$.x-groups[{i}]"))).ToList()
            : [];
        var fields = ReadFields(root, "$", Flag(root, "x-personal"));
        foreach (var field in fields)
        {
            Demand(field.Group.Length == 0 || groups.Any(g => g.Key == field.Group),
                $"$.properties.{field.Name}.x-group: there is no group '{field.Group}'");
            CheckReferences(field, fields, [], "$.properties.");
            foreach (var column in field.Columns)
            {
                CheckReferences(column, fields, field.Columns, $"$.properties.{field.Name}.items.properties.");
            }
        }

        return new()
        {
            Title = Map(root, "title", "$"),
            Description = Map(root, "description"),
            Groups = groups,
            Fields = fields,
            SkipFor = ReadSkipFor(root),
        };
    }

    private List<string> ReadSkipFor(JsonElement root)
    {
        if (!root.TryGetProperty("x-skipFor", out var list))
        {
            return [];
        }

        var words = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
        Demand(words.Count > 0 && words.All(w => w.ValueKind == JsonValueKind.String), "$.x-skipFor: a list of outcomes is needed");
        return [.. words.Select(w => w.ToString())];
    }

    private void CheckReferences(FormField field, List<FormField> form, IReadOnlyList<FormField> row, string prefix)
    {
        var read = (field.ShowIf?.Fields ?? []).Concat(field.SameAs is { } other ? [other] : []);
        foreach (var name in read.Where(n => form.Concat(row).All(f => f.Name != n)))
        {
            _problems.Add($"{prefix}{field.Name}: refers to '{name}', which is no field");
        }

        // What appears or is refused by a private answer would tell it.
        foreach (var name in read.Where(n => form.Any(f => f.Name == n && f.Kind == FormFieldKind.Private)))
        {
            _problems.Add($"{prefix}{field.Name}: refers to '{name}', which is private");
        }

        Demand(row.Count == 0 || field.Kind != FormFieldKind.Private, $"{prefix}{field.Name}: a row cannot be private");
    }

    private List<FormField> ReadFields(JsonElement holder, string path, bool personal)
    {
        if (!holder.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            _problems.Add(path + ".properties: missing");
            return [];
        }

        var required = holder.TryGetProperty("required", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(e => e.ToString()).ToHashSet(StringComparer.Ordinal)
            : [];
        var fields = properties.EnumerateObject()
            .Select((p, i) => ReadField(p.Name, p.Value, $"{path}.properties.{p.Name}", required.Contains(p.Name), personal, i))
            .OfType<FormField>().OrderBy(f => f.Order).ToList();
        foreach (var name in required.Where(r => !properties.TryGetProperty(r, out _)))
        {
            _problems.Add($"{path}.required: '{name}' is no property");
        }

        Demand(fields.Count <= MostFields, $"{path}.properties: more than {MostFields}");
        return fields;
    }

    private FormField? ReadField(string name, JsonElement json, string path, bool required, bool personal, int index)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            _problems.Add(path + ": must be an object");
            return null;
        }

        CheckWords(json, _fieldWords, path);
        var kind = FormKinds.Of(json);
        Demand(kind is not null, path + ".type: type, format and x-widget do not go together");
        var choices = ReadChoices(json, path);
        Demand(kind != FormFieldKind.Choice || choices.Count > 0, path + ".enum: a choice needs values");
        CheckPrivate(json, kind == FormFieldKind.Private, choices.Count, path);
        var isRows = kind == FormFieldKind.Rows && json.TryGetProperty("items", out _);
        personal |= Flag(json, "x-personal");
        var condition = json.TryGetProperty("x-showIf", out var showIf) ? FormCondition.Read(showIf) : null;
        Demand(condition is not null || showIf.ValueKind == JsonValueKind.Undefined, path + ".x-showIf: is no condition");
        var isbt = ScanStructure.Any;
        Demand(Word(json, "x-isbt") is not { } word || Enum.TryParse(word, ignoreCase: true, out isbt),
            path + ".x-isbt: unknown structure");
        var decimals = Whole(json, "x-decimals", path) ?? (kind == FormFieldKind.Number ? 3 : 0);
        Demand(decimals is >= 0 and <= 6, path + ".x-decimals: 0 to 6");
        return new()
        {
            Name = name,
            Kind = kind ?? FormFieldKind.Text,
            Title = Map(json, "title", path),
            Description = Map(json, "description"),
            Group = Word(json, "x-group") ?? "",
            Order = Whole(json, "x-order", path) ?? (index + 1) * 10,
            Required = required,
            Personal = personal,
            Minimum = Amount(json, "minimum", path),
            Maximum = Amount(json, "maximum", path),
            Decimals = decimals,
            Unit = Word(json, "x-unit") ?? "",
            MinLength = Whole(json, "minLength", path),
            MaxLength = Math.Min(Whole(json, "maxLength", path) ?? LongestText, LongestText),
            Pattern = ReadPattern(json, path),
            Choices = choices,
            Ask = Map(json, "x-ask"),
            Constant = json.TryGetProperty("const", out var only) ? JsonNode.Parse(only.GetRawText()) : null,
            Scan = isbt,
            SameAs = Word(json, "x-sameAs"),
            NotFuture = Flag(json, "x-notFuture"),
            NotPast = Flag(json, "x-notPast"),
            MinItems = Whole(json, "minItems", path) ?? 0,
            MaxItems = Math.Min(Whole(json, "maxItems", path) ?? MostRows, MostRows),
            Columns = isRows ? ReadFields(json.GetProperty("items"), path + ".items", personal) : [],
            ShowIf = condition,
        };
    }

    private void CheckPrivate(JsonElement json, bool isPrivate, int choices, string path)
    {
        Demand(!isPrivate || choices is >= 2 and <= MostPrivateChoices, $"{path}.enum: 2 to {MostPrivateChoices} values are needed");
        Demand(!isPrivate || !json.TryGetProperty("const", out _), path + ".const: a private answer is free");
        Demand(isPrivate == json.TryGetProperty("x-ask", out _), path + ".x-ask: goes with x-widget private, and is needed there");
        _ = isPrivate ? Map(json, "x-ask", path) : null;
    }

    private List<FormChoice> ReadChoices(JsonElement json, string path)
    {
        if (!json.TryGetProperty("enum", out var values) || values.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var titles = json.TryGetProperty("x-enumTitles", out var map) && map.ValueKind == JsonValueKind.Object ? map : default;
        return [.. values.EnumerateArray().Select(e => e.ToString()).Select(value =>
        {
            var found = titles.ValueKind == JsonValueKind.Object && titles.TryGetProperty(value, out var t) ? LanguageMap.Read(t) : null;
            Demand(found is not null, $"{path}.x-enumTitles: no text for '{value}'");
            return new FormChoice(value, found ?? LanguageMap.Of(value));
        })];
    }

    private Regex? ReadPattern(JsonElement json, string path)
    {
        if (Word(json, "pattern") is not { } pattern)
        {
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, _patternTime);
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException)
        {
            _problems.Add(path + ".pattern: " + unusable.Message);
            return null;
        }
    }

    private void CheckWords(JsonElement json, HashSet<string> known, string path) => _problems.AddRange(
        json.EnumerateObject().Where(p => !known.Contains(p.Name)).Select(p => $"{path}.{p.Name}: not part of the form format"));

    private LanguageMap Map(JsonElement json, string name, string? path = null)
    {
        var map = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? LanguageMap.Read(value) : null;
        Demand(path is null || map is { IsEmpty: false }, $"{path}.{name}: a text or a map of languages is needed");
        return map ?? LanguageMap.Empty;
    }

    private static string? Word(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private int? Whole(JsonElement json, string name, string path)
    {
        if (!json.TryGetProperty(name, out var value))
        {
            return null;
        }

        var number = 0;
        Demand(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out number), $"{path}.{name}: a whole number is needed");
        return number;
    }

    private decimal? Amount(JsonElement json, string name, string path)
    {
        if (!json.TryGetProperty(name, out var value))
        {
            return null;
        }

        var number = 0m;
        Demand(value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out number), $"{path}.{name}: a number is needed");
        return number;
    }

    private void Demand(bool holds, string problem)
    {
        if (!holds)
        {
            _problems.Add(problem);
        }
    }
}
