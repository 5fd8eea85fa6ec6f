namespace Becs.Persistence.Commit;

/// <summary>Lets tests break a commit between its steps (<see cref="CommitSteps"/>). In production nothing happens.</summary>
public interface IFailPoints
{
    void Hit(string step);
}

internal sealed class NoFailPoints : IFailPoints
{
    public void Hit(string step)
    {
    }
}
