namespace Becs.Server.Resources;

/// <summary>Texts of the shipped processes: titles and instructions of tasks, outcomes, names of processes.</summary>
public sealed class ProcessText;
