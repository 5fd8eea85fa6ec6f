using Becs.Contracts;

namespace Becs.Server.Tests.Architecture;

/// <summary>docs/events.md speaks of every event others can receive, and of none that does not exist.</summary>
public class EventCatalogueTests
{
    private const string Catalogue = "docs/events.md";

    [Fact]
    public void Catalogue_WhenCompared_ThenSpeaksOfEveryEvent()
    {
        if (Repository.Find(Catalogue) is { } file)
        {
            var events = typeof(BecsEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BecsEvent)) && !t.IsAbstract);
            Guard.None(Violations(file.Text, events.Select(t => t.Name)));
        }
    }

    [Fact]
    public void Guard_WhenAnEventIsMissing_ThenSpeaks() => Guard.Speaks(Violations("`DonorRegistered`: ...", ["DonorRegistered", "DonorDeferred"]), "DonorDeferred");

    [Fact]
    public void Guard_WhenOnlyALongerNameIsThere_ThenSpeaks() => Guard.Speaks(Violations("`UnitIssuedAgain`", ["UnitIssued"]), "UnitIssued");

    [Fact]
    public void Guard_WhenEveryEventIsThere_ThenSilent() => Assert.Empty(Violations("| `Becs.Contracts.Donors.DonorRegistered` |", ["DonorRegistered"]));

    private static IEnumerable<string> Violations(string text, IEnumerable<string> events)
    {
        var words = text.Split(text.Where(c => !char.IsLetterOrDigit(c)).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.Ordinal);
        return events.Where(e => !words.Contains(e)).Select(e => $"{Catalogue}: says nothing of {e}");
    }
}
