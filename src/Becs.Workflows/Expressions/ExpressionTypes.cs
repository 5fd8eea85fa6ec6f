namespace Becs.Workflows.Expressions;

/// <summary>The expression types definitions may use; others are refused by name.</summary>
public static class ExpressionTypes
{
    /// <summary>As definitions name them, in the order an editor offers them.</summary>
    public static IReadOnlyList<string> All => ExpressionCompiler.Types;
}
