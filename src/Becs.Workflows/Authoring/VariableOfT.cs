namespace Becs.Workflows.Memory;

/// <summary>A workflow variable of a known type.</summary>
/// <typeparam name="T">The type of its values.</typeparam>
public class Variable<T> : Variable
{
    /// <summary>An unnamed variable.</summary>
    public Variable()
    {
    }

    /// <summary>A named variable.</summary>
    /// <param name="name">Its name, and its id when none is given.</param>
    /// <param name="value">Its first value.</param>
    /// <param name="id">Its id.</param>
    public Variable(string name, T value, string? id = null)
        : base(name, value, id)
    {
    }
}
