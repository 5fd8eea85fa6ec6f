namespace Becs.Workflows;

/// <summary>
/// Runs or resumes an activity. Given as a bookmark's callback it must be a method of the activity's own type: its name
/// is stored and looked up again when the bookmark is resumed.
/// </summary>
/// <param name="context">The execution that is resumed.</param>
public delegate ValueTask ExecuteActivityDelegate(ActivityExecutionContext context);

/// <summary>Told the parent that a child completed; a method of the parent's own type, stored by name.</summary>
/// <param name="context">Parent, child and the child's result.</param>
public delegate ValueTask ActivityCompletionCallback(ActivityCompletedContext context);
