namespace Becs.Workflows.UIHints;

/// <summary>The editors the designer has for inputs.</summary>
public static class InputUIHints
{
    /// <summary>Yes or no.</summary>
    public const string Checkbox = "checkbox";

    /// <summary>Several of a list.</summary>
    public const string CheckList = "checklist";

    /// <summary>Code.</summary>
    public const string CodeEditor = "code-editor";

    /// <summary>Names and values.</summary>
    public const string Dictionary = "dictionary";

    /// <summary>A date and a time.</summary>
    public const string DateTimePicker = "datetime-picker";

    /// <summary>One of a list.</summary>
    public const string DropDown = "dropdown";

    /// <summary>Texts that become outcomes.</summary>
    public const string DynamicOutcomes = "dynamic-outcomes";

    /// <summary>An expression.</summary>
    public const string ExpressionEditor = "expression-editor";

    /// <summary>JSON.</summary>
    public const string JsonEditor = "json-editor";

    /// <summary>A text of several lines.</summary>
    public const string MultiLine = "multiline";

    /// <summary>Several texts.</summary>
    public const string MultiText = "multitext";

    /// <summary>One of the workflow's outputs.</summary>
    public const string OutputPicker = "output-picker";

    /// <summary>One of the workflow's outcomes.</summary>
    public const string OutcomePicker = "outcome-picker";

    /// <summary>One of a short list.</summary>
    public const string RadioList = "radiolist";

    /// <summary>A text of one line.</summary>
    public const string SingleLine = "singleline";

    /// <summary>A type.</summary>
    public const string TypePicker = "type-picker";

    /// <summary>A variable.</summary>
    public const string VariablePicker = "variable-picker";

    /// <summary>One of the workflow's inputs.</summary>
    public const string InputPicker = "input-picker";

    /// <summary>A workflow definition.</summary>
    public const string WorkflowDefinitionPicker = "workflow-definition-picker";
}
