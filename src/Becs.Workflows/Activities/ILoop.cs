namespace Becs.Workflows.Activities;

/// <summary>Marks an activity that a Break inside it completes.</summary>
internal interface ILoop
{
}
