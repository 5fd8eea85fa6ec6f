using Becs.Workflows;
using Becs.Workflows.Attributes;

namespace Becs.Benchmarks;

/// <summary>Does nothing: what is measured is the engine.</summary>
[Activity("Bench", "Benchmarks", "Does nothing.")]
public sealed class TrivialStep : CodeActivity
{
}
