using System.Text.Json;
using System.Text.Json.Serialization;

namespace Becs.Domain.ChangeControl;

/// <summary>What the ways through a workflow come to for donor, blood and patient: data with a reason, read from <c>workflows/consequences</c>.</summary>
public sealed record Consequences
{
    public const string Accept = "accept";
    public const string Defer = "defer";
    public const string Release = "release";
    public const string Block = "block";

    private static readonly string[] Words = [Accept, Defer, Release, Block];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The definition id of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>
    /// What counts, the weightiest first: a step left by an outcome, or an end. A step that is asked and was never answered counts too: the case
    /// has come to where the decision is taken, and in history it never did.
    /// </summary>
    public required IReadOnlyList<Consequence> Decisive { get; init; }

    /// <summary>What a case has come to that ended without any of them.</summary>
    public required Consequence Otherwise { get; init; }

    /// <exception cref="FormatException">It cannot be read, or says nothing.</exception>
    public static Consequences Read(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            var read = JsonSerializer.Deserialize<Consequences>(utf8Json, Options) ?? throw new FormatException("The consequences are null.");
            return read.Decisive.Append(read.Otherwise).All(c => Words.Contains(c.Is) && c.Because.Length > 0)
                && read.Decisive.All(c => (c.Step is null) == (c.Outcome is null) && (c.Step is null) != (c.End is null))
                ? read : throw new FormatException(
                    $"The consequences of {read.Workflow}: each is one of {string.Join(", ", Words)}, at a step and its outcome or at an end, because of something.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"The consequences cannot be read: {e.Message}", e);
        }
    }

    /// <summary>What a way has come to.</summary>
    /// <param name="way">Activity type and outcome of each step left.</param>
    /// <param name="end">The last step of a case that came to its end; null when it did not: only what has happened counts.</param>
    /// <param name="asks">The activity type of a step that asks what was never recorded.</param>
    /// <returns>Null when it is not decided yet.</returns>
    public string? Of(IEnumerable<(string Type, string Outcome)> way, string? end, string? asks)
    {
        var left = way.ToHashSet();
        return Decisive.FirstOrDefault(c => c.End is not null ? c.End == end : c.Step == asks || left.Contains((c.Step!, c.Outcome!)))?.Is
            ?? (end is null ? null : Otherwise.Is);
    }

    /// <summary>The class of a case by what it came to and would come to.</summary>
    /// <param name="before">What it came to; null when nothing is said about the workflow.</param>
    /// <param name="after">What it would come to.</param>
    /// <param name="isDecided">False when it asks what was never recorded.</param>
    /// <param name="isSameWay">It goes the same way to the same end.</param>
    public static ReplayClass ClassOf(string? before, string? after, bool isDecided, bool isSameWay) => (before, after) switch
    {
        (Block, Release) => ReplayClass.BlockToRelease, // what has happened has happened, even if the rest is undecided
        (Defer, Accept) => ReplayClass.DeferToAccept,
        _ when !isDecided => ReplayClass.Undecided,
        (Release, Block) => ReplayClass.ReleaseToBlock,
        (Accept, Defer) => ReplayClass.AcceptToDefer,
        _ => isSameWay ? ReplayClass.Same : ReplayClass.Other,
    };
}

/// <param name="Is">One of the four words.</param>
/// <param name="Because">Why it counts as that.</param>
/// <param name="Step">The activity type that decides.</param>
/// <param name="Outcome">The outcome it is left by.</param>
/// <param name="End">The id of the end that decides, instead of a step.</param>
public sealed record Consequence(string Is, string Because, string? Step = null, string? Outcome = null, string? End = null);
