using System.Text.Json.Nodes;

namespace Becs.Workflows.State;

/// <summary>Turns a stored state of one format into the next one, so that old instances keep running.</summary>
public interface IStateUpcaster
{
    /// <summary>The format it reads; the result has the next number.</summary>
    int FromFormat { get; }

    /// <summary>Changes the document in place.</summary>
    /// <param name="state">The stored document.</param>
    void Upcast(JsonObject state);
}
