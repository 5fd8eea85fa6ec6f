namespace Becs.Workflows;

/// <summary>Where a flowchart begins if it says nothing else.</summary>
public interface IStartNode
{
}

/// <summary>Completing it completes the flowchart around it.</summary>
public interface ITerminalNode
{
}
