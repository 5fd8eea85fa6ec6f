namespace Becs.Workflows.Comparing;

/// <summary>What became of one part of a workflow. The names are resource keys: <c>Compare.StepAdded</c> ...</summary>
public enum BehaviourChangeKind
{
    /// <summary>A step is new.</summary>
    StepAdded,

    /// <summary>A step is gone.</summary>
    StepRemoved,

    /// <summary>A step has another id and is the same otherwise: a running instance does not find it again.</summary>
    StepRenamed,

    /// <summary>A step stands inside another container.</summary>
    StepMoved,

    /// <summary>A step is of another type or version.</summary>
    StepRetyped,

    /// <summary>An outcome leads somewhere else.</summary>
    Rerouted,

    /// <summary>An outcome leads to one more step.</summary>
    ArrowAdded,

    /// <summary>An outcome no longer leads to a step.</summary>
    ArrowRemoved,

    /// <summary>Steps or arrows run in another order.</summary>
    OrderChanged,

    /// <summary>The workflow begins elsewhere, or something else starts it.</summary>
    StartChanged,

    /// <summary>An input has another fixed value.</summary>
    InputChanged,

    /// <summary>An input is computed in another way.</summary>
    ExpressionChanged,

    /// <summary>A due time, escalation or time-out is another.</summary>
    TimerChanged,

    /// <summary>Other people may do it.</summary>
    RoleChanged,

    /// <summary>Whom the work of others excludes is another.</summary>
    SeparationChanged,

    /// <summary>It is signed with other meanings, or not at all.</summary>
    SignatureChanged,

    /// <summary>A person can choose other outcomes.</summary>
    OutcomesChanged,

    /// <summary>A step shows another form.</summary>
    FormReplaced,

    /// <summary>What a step writes goes elsewhere.</summary>
    OutputChanged,

    /// <summary>A join waits for something else.</summary>
    JoinChanged,

    /// <summary>Another property of a step is different.</summary>
    SettingChanged,

    /// <summary>A variable is new.</summary>
    VariableAdded,

    /// <summary>A variable is gone.</summary>
    VariableRemoved,

    /// <summary>A variable has another type or first value.</summary>
    VariableChanged,

    /// <summary>The workflow takes or gives one more value.</summary>
    ArgumentAdded,

    /// <summary>The workflow no longer takes or gives a value.</summary>
    ArgumentRemoved,

    /// <summary>A value the workflow takes or gives is declared differently.</summary>
    ArgumentChanged,

    /// <summary>Something of the definition as a whole is different.</summary>
    DefinitionChanged,

    /// <summary>A form is new.</summary>
    FormAdded,

    /// <summary>A form is gone.</summary>
    FormRemoved,

    /// <summary>A form asks for something else.</summary>
    FormChanged,

    /// <summary>A table is new.</summary>
    TableAdded,

    /// <summary>A table is gone.</summary>
    TableRemoved,

    /// <summary>A table has another value.</summary>
    TableChanged,

    /// <summary>An activity type it relies on has another version or descriptor.</summary>
    ActivityPinChanged,

    /// <summary>A child workflow is pinned to another package, or no longer.</summary>
    ChildChanged,

    /// <summary>Different in a way that has no name here.</summary>
    Other,
}
