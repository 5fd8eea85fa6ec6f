namespace Becs.Scheduling.Activities;

/// <summary>
/// A timer: Elsa lets one start a workflow; here time moves instances that exist, so it is refused by name.
/// </summary>
internal interface INeverStarts
{
}
