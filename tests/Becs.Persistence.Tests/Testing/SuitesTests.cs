namespace Becs.Persistence.Tests.Testing;

/// <summary>A behaviour tested on one database only would be a promise about the other.</summary>
public class SuitesTests
{
    [Fact]
    public void EverySuite_WhenLookedAt_ThenItRunsOnBothDatabases()
    {
        var types = typeof(SuitesTests).Assembly.GetTypes();
        var suites = types.Where(t => t.IsAbstract && t.IsSubclassOf(typeof(PersistenceSpecs)) && HasTests(t)).ToList();

        Assert.NotEmpty(suites);
        foreach (var suite in suites)
        {
            var names = types.Where(t => t.BaseType == suite && !t.IsAbstract).Select(t => t.Name).ToList();
            Assert.True(names.Any(n => n.EndsWith("OnSqlite", StringComparison.Ordinal)), $"{suite.Name} does not run on SQLite.");
            Assert.True(names.Any(n => n.EndsWith("OnPostgres", StringComparison.Ordinal)), $"{suite.Name} does not run on PostgreSQL.");
        }
    }

    // A base of bases has none of its own.
    private static bool HasTests(Type type) =>
        type.GetMethods().Any(m => m.DeclaringType == type && m.IsDefined(typeof(FactAttribute), inherit: true));
}
