using Jint;

namespace Becs.Workflows.Expressions;

/// <summary>A function scripts may call. Only those a script names are put into its engine.</summary>
internal sealed record ScriptHelper(string Name, Action<Engine, ActivityExecutionContext> Install, bool ReadsOutputs = false);
