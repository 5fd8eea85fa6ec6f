using System.Text.Json;

namespace Becs.Server.Operations;

/// <summary>How a kept submission of one action is applied again: the same work, given the same body.</summary>
public interface IReplay
{
    /// <summary>The action, such as <c>task.complete</c>.</summary>
    string Action { get; }

    /// <summary>Does the work in the scope of an operation, as at the first try.</summary>
    /// <param name="scope">The operation's scope.</param>
    /// <param name="body">What was submitted.</param>
    /// <param name="found">What the first try found out; null when it came to nothing.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <returns>The answer, kept for whoever sends the submission again.</returns>
    Task<object> RunAsync(IServiceProvider scope, JsonElement body, JsonElement? found, CancellationToken cancellationToken);
}
