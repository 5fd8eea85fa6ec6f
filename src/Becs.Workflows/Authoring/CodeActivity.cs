namespace Becs.Workflows;

/// <summary>An activity that completes with outcome <c>Done</c> when its code ran and created no bookmark.</summary>
public abstract class CodeActivity : Activity
{
    /// <summary>An activity that is code alone.</summary>
    /// <param name="source">Where it was made; not used.</param>
    /// <param name="line">The line there; not used.</param>
    protected CodeActivity(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    internal override bool AutoCompletes => true;
}
