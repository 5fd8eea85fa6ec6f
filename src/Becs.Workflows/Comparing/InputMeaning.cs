namespace Becs.Workflows.Comparing;

/// <summary>What an input of a step decides, as far as a reviewer cares.</summary>
public enum InputMeaning
{
    /// <summary>Some value.</summary>
    Value,

    /// <summary>When something is due, late or over.</summary>
    Timer,

    /// <summary>Who may do it.</summary>
    Role,

    /// <summary>Who may not do it because of what they did before.</summary>
    Separation,

    /// <summary>What is signed.</summary>
    Signature,

    /// <summary>What can be chosen.</summary>
    Outcomes,

    /// <summary>Which form is shown.</summary>
    Form,

    /// <summary>What a join waits for.</summary>
    Join,
}
