using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Becs.Server.Shell.Localisation;

namespace Becs.Server.Tasks.Forms;

/// <summary>One question of a form.</summary>
public sealed record FormField
{
    public required string Name { get; init; }

    public required FormFieldKind Kind { get; init; }

    public required LanguageMap Title { get; init; }

    public LanguageMap Description { get; init; } = LanguageMap.Empty;

    /// <summary>Key of the group the field stands in; empty for none.</summary>
    public string Group { get; init; } = "";

    public int Order { get; init; }

    /// <summary>Must be answered whenever it is shown.</summary>
    public bool Required { get; init; }

    /// <summary>Personal or health data: stored sealed under the person's key only.</summary>
    public bool Personal { get; init; }

    /// <summary>Lowest value as stored (before scaling).</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Highest value as stored (before scaling).</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Places after the point when shown: a scaled integer has this many, 0 to 6.</summary>
    public int Decimals { get; init; }

    public string Unit { get; init; } = "";

    public int? MinLength { get; init; }

    /// <summary>Longest text; never more than <see cref="FormReader.LongestText"/>.</summary>
    public int MaxLength { get; init; }

    public Regex? Pattern { get; init; }

    public IReadOnlyList<FormChoice> Choices { get; init; } = [];

    /// <summary>What the covered screen asks, for <see cref="FormFieldKind.Private"/>.</summary>
    public LanguageMap Ask { get; init; } = LanguageMap.Empty;

    /// <summary>The only value accepted, such as <c>true</c> for a confirmation.</summary>
    public JsonNode? Constant { get; init; }

    public ScanStructure Scan { get; init; }

    /// <summary>Name of a field whose value this one must repeat, for cross-scans.</summary>
    public string? SameAs { get; init; }

    public bool NotFuture { get; init; }

    public bool NotPast { get; init; }

    public int MinItems { get; init; }

    public int MaxItems { get; init; }

    /// <summary>Columns of <see cref="FormFieldKind.Rows"/>.</summary>
    public IReadOnlyList<FormField> Columns { get; init; } = [];

    /// <summary>The field is asked only while this holds; null: always.</summary>
    public FormCondition? ShowIf { get; init; }
}

/// <summary>One of the values to choose from.</summary>
public sealed record FormChoice(string Value, LanguageMap Title);

/// <summary>Fields shown together under a heading.</summary>
public sealed record FormGroup(string Key, LanguageMap Title);
