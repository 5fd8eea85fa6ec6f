using System.Reflection;
using Becs.Contracts;
using Becs.Domain.Shared;

namespace Becs.Server.Tests.Architecture;

/// <summary>
/// Names that are stored or that others rely on. A name in Baselines/ must go on existing; a new one is appended
/// (<c>BECS_TEST_ACCEPT=1 tests/run --filter FrozenNames</c> does it), so that a review sees it before it is promised.
/// </summary>
public class FrozenNamesTests
{
    [Fact]
    public void Events_WhenCompared_ThenKeepTheirWireNames() => Check("event-wire-names.txt",
        typeof(BecsEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BecsEvent)) && !t.IsAbstract)
            .Append(typeof(Contracts.Signals.ExternalSignal)).Select(t => t.FullName!));

    [Fact]
    public void SubjectKinds_WhenCompared_ThenKeepTheirNames() => Check("subject-kinds.txt", Constants(typeof(SubjectKinds)));

    [Fact]
    public void Permissions_WhenCompared_ThenKeepTheirNames() => Check("permissions.txt", Constants(typeof(Permissions)));

    [Fact]
    public void Activities_WhenCompared_ThenKeepTheirTypeNames() => Check("activity-types.txt",
        new[] { "Becs.Workflows", "Becs.Activities" }.SelectMany(name => Assembly.Load(name).GetTypes()).SelectMany(TypeName));

    [Fact]
    public void Guard_WhenAFrozenNameIsGone_ThenSpeaks() => Guard.Speaks(Violations(["a.Old", "a.Kept"], ["a.Kept", "a.New"]), "a.Old is gone");

    [Fact]
    public void Guard_WhenANameIsNotListed_ThenSpeaks() => Guard.Speaks(Violations(["a.Kept"], ["a.Kept", "a.New"]), "append a.New");

    [Fact]
    public void Guard_WhenNamesAgree_ThenSilent() => Assert.Empty(Violations(["a", "b"], ["b", "a"]));

    private static IEnumerable<string> Violations(IReadOnlyCollection<string> frozen, IReadOnlyCollection<string> actual) =>
        frozen.Except(actual).Select(n => $"{n} is gone: it is frozen; add a new name beside it")
            .Concat(actual.Except(frozen).Order(StringComparer.Ordinal).Select(n => $"append {n}"));

    private static void Check(string baseline, IEnumerable<string> names)
    {
        var path = Path.Combine(Repository.Root, "tests/Becs.Server.Tests/Architecture/Baselines", baseline);
        var frozen = File.Exists(path) ? File.ReadAllLines(path).Where(l => l.Length > 0).ToHashSet(StringComparer.Ordinal) : [];
        var actual = names.ToHashSet(StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("BECS_TEST_ACCEPT") == "1")
        {
            File.AppendAllLines(path, actual.Except(frozen).Order(StringComparer.Ordinal));
            frozen.UnionWith(actual);
        }

        Guard.None(Violations(frozen, actual).Select(v => $"{baseline}: {v}"));
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    /// <summary>Type name as definitions write it: namespace of the attribute, then its type or the class name.</summary>
    private static IEnumerable<string> TypeName(Type type)
    {
        var attribute = type.IsAbstract ? null : type.GetCustomAttributesData().FirstOrDefault(a => a.AttributeType.Name == "ActivityAttribute");
        if (attribute is null)
        {
            yield break;
        }

        string? Named(string name) => attribute.NamedArguments.FirstOrDefault(a => a.MemberName == name).TypedValue.Value as string;
        var space = Named("Namespace") ?? attribute.ConstructorArguments.Select(a => a.Value as string).FirstOrDefault();
        yield return $"{space}.{Named("Type") ?? type.Name}";
    }
}
