namespace Becs.Workflows.Proving;

/// <summary>What an obligation demands.</summary>
public enum ObligationKind
{
    /// <summary>
    /// On every way to the gate the required step was completed with a required outcome, on the same subject, and nothing in <c>since</c> happened
    /// after it. Without a required step, only the demands on the gate itself.
    /// </summary>
    Before,

    /// <summary>After the gate the required step is completed, on the same subject, before the workflow ends.</summary>
    After,

    /// <summary>
    /// From the gate the required step is reached without waiting for anything but what <c>through</c> allows, and never missed, until something in
    /// <c>since</c> happens.
    /// </summary>
    Unhindered,

    /// <summary>A form asks for some fields and does not let them be left out.</summary>
    Form,
}
