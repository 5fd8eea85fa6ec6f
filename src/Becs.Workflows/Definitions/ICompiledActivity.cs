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

    /// <summary>The property of the list in JSON.</summary>
    string JsonName => "activities";
}

/// <summary>An activity with children inside a list of cases.</summary>
internal interface ICaseActivity
{
    /// <summary>The property of the list in JSON.</summary>
    string JsonName { get; }

    int Count { get; }

    /// <summary>The child of a case.</summary>
    IActivity? this[int index] { get; set; }
}
