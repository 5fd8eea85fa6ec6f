using System.Text.Json;
using Becs.Domain.Shared;

namespace Becs.Activities.Facts;

/// <summary>
/// Waits until one of the named facts is recorded about one of the named records, or until a deadline. The commit asserts the safety versions
/// of those records: a fact recorded between the evaluation that led here and the wait makes the burst run again, so no fact is missed.
/// </summary>
[Activity("Becs", "Facts", "Waits for a recorded fact about a donation, unit, donor … or for a deadline.")]
[FlowNode("Arrived", "TimedOut")]
[Blocking]
public sealed class WaitForFact : Activity
{
    /// <summary>Name under which the stimulus of an event looks for these bookmarks; its payload is <see cref="Stimulus"/>.</summary>
    public const string BookmarkName = "Becs.Fact";

    [Input(Description = "Events to wait for, such as TestResultRecorded; donation:TestResultRecorded about donations only.", IsRequired = true)]
    public Input<ICollection<string>> EventNames { get; set; } = new([]);

    [Input(Description = "Records, each as kind:id, such as donation:0198….", IsRequired = true)]
    public Input<ICollection<string>> Subjects { get; set; } = new([]);

    [Input(Description = "How long to wait before leaving by TimedOut; for ever when empty.")]
    public Input<TimeSpan?> Timeout { get; set; } = new(default(TimeSpan?));

    [Output(Description = "Name of the event that arrived.")]
    public Output<string> EventName { get; set; } = new();

    /// <summary>What a bookmark waits for: hashed by the engine.</summary>
    public static IReadOnlyDictionary<string, string> Stimulus(string eventName, SubjectRef subject) =>
        new SortedDictionary<string, string>(StringComparer.Ordinal) { ["event"] = eventName, ["subject"] = subject.ToString() };

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var subjects = context.GetRequiredService<ISubjects>();
        foreach (var text in (context.Get(Subjects) ?? []).Distinct(StringComparer.Ordinal))
        {
            var subject = Parse(text);
            if (SubjectKinds.Versioned.Contains(subject.Kind) || subject.Kind == SubjectKinds.Site)
            {
                await subjects.TouchAsync(subject, context.CancellationToken);
                subjects.Assert(subject);
            }

            foreach (var name in (context.Get(EventNames) ?? []).Select(n => NameFor(n, subject)).OfType<string>().Distinct())
            {
                context.CreateBookmark(new CreateBookmarkArgs
                {
                    BookmarkName = BookmarkName,
                    Stimulus = Stimulus(name, subject),
                    IncludeActivityInstanceId = false,
                    Callback = OnArrivedAsync,
                });
            }
        }

        if (context.Get(Timeout) is { } wait)
        {
            context.CreateTimer(context.NowUtc + wait, OnTimedOutAsync);
        }
    }

    private async ValueTask OnArrivedAsync(ActivityExecutionContext context)
    {
        var name = context.ResumedBookmark?.Payload is { ValueKind: JsonValueKind.Object } payload
            && payload.TryGetProperty("event", out var value) ? value.GetString() : null;
        context.Set(EventName, name);
        context.JournalData["event"] = name;
        await context.CompleteActivityWithOutcomesAsync("Arrived");
    }

    private static async ValueTask OnTimedOutAsync(ActivityExecutionContext context) =>
        await context.CompleteActivityWithOutcomesAsync("TimedOut");

    // An event that is raised about one kind of record only need not be waited for on the others.
    private static string? NameFor(string eventName, SubjectRef subject)
    {
        var colon = eventName.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? eventName
            : eventName.AsSpan(0, colon).SequenceEqual(subject.Kind) ? eventName[(colon + 1)..]
            : null;
    }

    private static SubjectRef Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Guid.TryParse(text.AsSpan(colon + 1), out var id)
            ? new SubjectRef(text[..colon], id)
            : throw new InputException("WFF-001", "Subjects", $"'{text}' does not name a record as kind:id.");
    }
}
