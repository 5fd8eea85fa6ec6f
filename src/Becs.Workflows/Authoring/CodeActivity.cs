namespace Becs.Workflows;

/// <summary>An activity that completes with outcome <c>Done</c> when its code ran and created no bookmark.</summary>
public abstract class CodeActivity : Activity
{
    internal override bool AutoCompletes => true;
}
