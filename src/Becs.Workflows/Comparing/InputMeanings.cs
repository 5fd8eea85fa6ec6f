using System.Collections.Frozen;

namespace Becs.Workflows.Comparing;

/// <summary>The meaning of inputs by their name in JSON. An input that is a time span is a timer whatever its name.</summary>
public static class InputMeanings
{
    private static readonly FrozenDictionary<string, InputMeaning> ByName = new Dictionary<string, InputMeaning>(StringComparer.Ordinal)
    {
        ["dueIn"] = InputMeaning.Timer,
        ["escalateAfter"] = InputMeaning.Timer,
        ["timeout"] = InputMeaning.Timer,
        ["timeSpan"] = InputMeaning.Timer,
        ["interval"] = InputMeaning.Timer,
        ["cronExpression"] = InputMeaning.Timer,
        ["dateTime"] = InputMeaning.Timer,
        ["permission"] = InputMeaning.Role,
        ["candidatePermission"] = InputMeaning.Role,
        ["roles"] = InputMeaning.Role,
        ["excludeUsersOf"] = InputMeaning.Separation,
        ["signatureMeanings"] = InputMeaning.Signature,
        ["outcomes"] = InputMeaning.Outcomes,
        ["branches"] = InputMeaning.Outcomes,
        ["formKey"] = InputMeaning.Form,
        ["formVersion"] = InputMeaning.Form,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Inputs that only say how and when a task is shown and raised: nobody's answer depends on one.</summary>
    private static readonly FrozenSet<string> ForTheEye = new[]
    {
        "titleKey", "instructionsKey", "subjectDisplay", "priority", "dueIn", "escalateAfter",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether an input only says how and when a task is shown: what the step answers does not depend on it.</summary>
    /// <param name="name">The input's name in JSON.</param>
    public static bool IsForTheEye(string name) => ForTheEye.Contains(name);

    /// <summary>The meaning of an input.</summary>
    /// <param name="stepType">The type of the step.</param>
    /// <param name="name">The input's name in JSON.</param>
    /// <param name="typeName">The type its value is declared with, if any.</param>
    public static InputMeaning Of(string stepType, string name, string? typeName = null) =>
        stepType == "Elsa.FlowJoin" && name == "mode" ? InputMeaning.Join
        : ByName.TryGetValue(name, out var meaning) ? meaning
        : typeName == "TimeSpan" ? InputMeaning.Timer
        : InputMeaning.Value;
}
