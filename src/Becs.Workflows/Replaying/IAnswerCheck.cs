namespace Becs.Workflows.Replaying;

/// <summary>Says whether a version would have taken an answer that was recorded under another one: what the engine itself does not know of, such as forms.</summary>
public interface IAnswerCheck
{
    /// <summary>Looks at one answer before it is given to a step.</summary>
    /// <param name="answer">The recorded answer.</param>
    /// <param name="stepId">The step that is given it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The name of what was never recorded; null when the answer stands.</returns>
    ValueTask<string?> MissingAsync(ReplayAnswer answer, string stepId, CancellationToken cancellationToken);
}
