using Becs.Workflows.Expressions;

namespace Becs.Workflows.Definitions;

/// <summary>An activity with expressions outside its inputs, such as the cases of a switch.</summary>
internal interface ICompiledActivity
{
    void Compile(ExpressionCompiler compiler, string path);
}

/// <summary>An activity with a list of children.</summary>
internal interface IContainerActivity
{
    ICollection<IActivity> Activities { get; }
}
