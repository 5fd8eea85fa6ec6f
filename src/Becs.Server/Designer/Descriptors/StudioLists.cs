using Becs.Workflows.Expressions;

namespace Becs.Server.Designer.Descriptors;

/// <summary>The short lists of Studio's settings: only what this engine does. Names are those Elsa stores in definitions.</summary>
internal static class StudioLists
{
    private static readonly Dictionary<string, string> NoProperties = [];

    /// <summary>What is written rather than picked, and its language in Studio's editor.</summary>
    private static readonly Dictionary<string, string> Languages =
        new(StringComparer.Ordinal) { ["Object"] = "json", ["JavaScript"] = "javascript", ["Liquid"] = "liquid" };

    /// <summary>Offered while a literal or an object is edited, too: Studio shows these with the editor of the input itself.</summary>
    private static readonly string[] NotBrowsable = ["Literal", "Object"];

    /// <summary>What the engine accepts, and nothing it would refuse at the next check.</summary>
    public static IReadOnlyList<ExpressionKind> Expressions { get; } =
    [
        .. ExpressionTypes.All.Select(type => new ExpressionKind(
            type, type, !NotBrowsable.Contains(type), Languages.TryGetValue(type, out var language) ? Monaco(language) : NoProperties)),
    ];

    public static IReadOnlyList<VariableKind> VariableTypes { get; } =
    [
        new("Object", "Primitives", "Any value."), new("String", "Primitives", "A text."), new("Boolean", "Primitives", "True or false."),
        new("Int32", "Primitives", "A whole number of 32 bits."), new("Int64", "Primitives", "A whole number of 64 bits."),
        new("Single", "Primitives", "A floating-point number of 32 bits."), new("Double", "Primitives", "A floating-point number of 64 bits."),
        new("Decimal", "Primitives", "A decimal number."), new("Guid", "Primitives", "An id."),
        new("DateTime", "Primitives", "A date and time."), new("DateTimeOffset", "Primitives", "A date and time with its offset."),
        new("DateOnly", "Primitives", "A day."), new("TimeSpan", "Primitives", "A length of time."),
        new("ObjectDictionary", "Lookups", "Values by name."), new("JsonElement", "Dynamic", "Any JSON."),
    ];

    /// <summary>Every variable is part of the instance's one row: there is nothing to choose.</summary>
    public static IReadOnlyList<StorageDriver> StorageDrivers { get; } =
        [new("Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core", "Workflow Instance", 5, false)];

    public static IReadOnlyList<Strategy> ActivationStrategies { get; } =
    [
        new("Always", "Every start makes a new instance.", "Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core"),
    ];

    public static IReadOnlyList<Strategy> IncidentStrategies { get; } =
    [
        new("Stop with an incident", "A burst that fails leaves no effect; the instance waits for somebody to retry or cancel it.", "FaultStrategy"),
    ];

    /// <summary>The journal is a record: it cannot be switched off.</summary>
    public static IReadOnlyList<Strategy> LogStrategies { get; } =
    [
        new("Include", "Everything is kept in the journal.", "Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core"),
        new("Inherit", "As the workflow: everything is kept.", "Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core"),
    ];

    public static IReadOnlyList<CommitStrategy> WorkflowCommits { get; } =
        [new("WorkflowExecuted", "Commit After Workflow Execution", "What a burst did is committed at once, with its effects.")];

    public static IReadOnlyList<CommitStrategy> ActivityCommits { get; } =
        [new("CommitNever", "Commit Later", "With the burst the activity is part of.")];

    public static IReadOnlyList<Feature> Features { get; } =
    [
        Named("WorkflowManagement"), Named("WorkflowRuntime"), Named("WorkflowsApi"), Named("Identity"), Named("JavaScript"), Named("Liquid"),
        Named("RealTimeWorkflowUpdates"),
    ];

    private static Dictionary<string, string> Monaco(string language) => new() { ["MonacoLanguage"] = language };

    private static Feature Named(string name) => new(name, "Elsa", $"Elsa.{name}", name, "");
}

internal sealed record ExpressionKind(string Type, string DisplayName, bool IsBrowsable, IReadOnlyDictionary<string, string> Properties)
{
    public bool IsSerializable { get; } = true;
}

internal sealed record VariableKind(string TypeName, string Category, string Description)
{
    public string DisplayName => TypeName;
}

internal sealed record StorageDriver(string TypeName, string DisplayName, int Priority, bool Deprecated);

internal sealed record Strategy(string DisplayName, string Description, string TypeName);

internal sealed record CommitStrategy(string Name, string DisplayName, string Description);

internal sealed record Feature(string Name, string Namespace, string FullName, string DisplayName, string Description);
