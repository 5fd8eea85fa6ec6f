using System.Text.RegularExpressions;
using System.Xml.Linq;
using Becs.Server.Accounts;
using Becs.Server.Components;
using Becs.Server.Haemovigilance;
using Becs.Server.Instances;
using Becs.Server.Quarantine;
using Becs.Server.Tasks;

namespace Becs.Server.Tests.Shell;

/// <summary>Every text of the pages comes from the resource file, and the resource file has every text.</summary>
public sealed partial class LiteralTextTests
{
    internal static readonly string Source = FindSource();

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Source, "*.razor", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
        .Select(f => Path.GetRelativePath(Source, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_HasNoLiteralText(string page) => Assert.Empty(RazorText.Literals(File.ReadAllText(Path.Combine(Source, page))));

    [Theory]
    [InlineData("<p>Hello</p>", "Hello")]
    [InlineData("<p>@L[\"a\"] units</p>", "units")]
    [InlineData("<p title=\"Hello\">1</p>", "Hello")]
    [InlineData("@if (x)\n{\n    <p>Hello</p>\n}", "Hello")]
    [InlineData("<button aria-label=\"Close it\"></button>", "Close it")]
    public void Literals_WhenTextIsLiteral_ThenFindsIt(string markup, string found) => Assert.Contains(found, RazorText.Literals(markup));

    [Fact]
    public void Texts_HaveEveryKeyThePagesName()
    {
        var known = Keys();
        var named = SourceFiles().SelectMany(f => KeyPattern().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct();
        Assert.DoesNotContain(named, k => !known.Contains(k));
    }

    [Fact]
    public void Texts_HaveEveryKeyMadeFromAState()
    {
        var made = new List<string>();
        Add<Domain.Tasks.TaskState>("tasks.state.");
        Add<TaskScope>("tasks.scope.");
        Add<TaskScope>("tasks.none.");
        Add<TaskDue>("tasks.due.");
        Add<ActivityState>("activity.");
        Add<BlockerState>("blocker.");
        Add<TraceKind>("trace.");
        made.AddRange(Enum.GetNames<SignInVerdict>().Where(v => v != nameof(SignInVerdict.SignedIn)).Select(v => "signIn." + v));
        made.AddRange(Domain.Shared.Roles.All.Keys.Select(r => "role." + r));
        made.AddRange(Domain.Signatures.SignatureMeanings.All.Select(m => "meaning." + m));
        made.AddRange(UnitStates.All.Select(s => "unit.state." + s));
        made.AddRange(Server.Shell.Localisation.Cultures.All.Select(c => "language." + c));
        made.AddRange(Server.Shell.Frame.NavItem.All.Select(i => i.Key));
        var rules = File.ReadAllText(Path.Combine(Source, "Tasks/Forms/FormRules.cs"));
        made.AddRange(CodePattern().Matches(rules).Select(m => "form.error." + m.Groups[1].Value));
        Assert.True(made.Count > 60, "the lists the keys are made from have changed place");
        Assert.DoesNotContain(made, k => !Keys().Contains(k));

        void Add<T>(string prefix)
            where T : struct, Enum => made.AddRange(Enum.GetNames<T>().Select(n => prefix + n));
    }

    [Fact]
    public void Texts_AreSortedAndUsedOnce()
    {
        var keys = XDocument.Load(Path.Combine(Source, "Resources/Text.resx")).Root!.Elements("data").Select(d => d.Attribute("name")!.Value).ToList();
        Assert.Equal(keys.Distinct().Count(), keys.Count);
    }

    private static HashSet<string> Keys() => XDocument.Load(Path.Combine(Source, "Resources/Text.resx")).Root!.Elements("data")
        .Select(d => d.Attribute("name")!.Value).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> SourceFiles() => Directory.EnumerateFiles(Source, "*.*", SearchOption.AllDirectories)
        .Where(f => (f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    private static string FindSource()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Becs.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "src", "Becs.Server");
    }

    [GeneratedRegex("""\b(?:L|texts)\["([^"]+)"[\],]""")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"""([a-z][A-Za-z]+)""")]
    private static partial Regex CodePattern();
}
