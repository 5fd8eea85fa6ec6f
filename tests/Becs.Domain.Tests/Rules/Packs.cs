using System.Text;
using System.Text.Json.Nodes;
using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

/// <summary>The packs of the repository, and packs made up for a test.</summary>
internal static class Packs
{
    /// <summary>Day of the simulated donations.</summary>
    internal static readonly DateOnly Today = new(2026, 6, 10);

    private static readonly Lazy<RulePack> _us = new(() => RulePack.Parse(Folder("us")));
    private static readonly Lazy<RulePack> _centre = new(() => RulePack.Parse(Folder("centre")));

    internal static RulePack Us => _us.Value;

    internal static RulePack Centre => _centre.Value;

    /// <summary>Law alone.</summary>
    internal static RuleBook Law { get; } = new RuleLibrary([Us]).On(Today);

    /// <summary>Law and centre.</summary>
    internal static RuleBook Site { get; } = new RuleLibrary([Us, Centre]).On(Today);

    internal static string Root => FindRoot();

    internal static Dictionary<string, byte[]> Folder(string pack) =>
        Directory.GetFiles(Path.Combine(Root, "workflows", "rules", pack), "*.json")
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);

    /// <summary>A pack of one file with these rows; a row is a JSON object without the common properties it does not name.
    /// </summary>
    internal static Dictionary<string, byte[]> Files(string kind, params string[] rows) => Files(kind, "2020-01-01", null, rows);

    internal static Dictionary<string, byte[]> Files(string kind, string from, string? to, params string[] rows)
    {
        var rules = new JsonArray();
        foreach (var row in rows)
        {
            var rule = JsonNode.Parse(row)!.AsObject();
            Default(rule, "version", 1);
            Default(rule, "effectiveFrom", "2020-01-01");
            Default(rule, "cite", "test");
            Default(rule, "evidence", "V");
            rules.Add(rule);
        }

        var manifest = new JsonObject
        {
            ["id"] = "test-" + kind,
            ["kind"] = kind,
            ["jurisdiction"] = "US",
            ["title"] = "test",
            ["effectiveFrom"] = from,
            ["effectiveTo"] = to,
            ["files"] = new JsonArray("rules.json"),
        };
        return new Dictionary<string, byte[]>
        {
            ["pack.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString()),
            ["rules.json"] = Encoding.UTF8.GetBytes(new JsonObject { ["concern"] = "test", ["rules"] = rules }.ToJsonString()),
        };
    }

    internal static RulePack Of(string kind, params string[] rows) => RulePack.Parse(Files(kind, rows));

    /// <summary>Law of these rows alone.</summary>
    internal static RuleBook LawOf(params string[] rows) => new RuleLibrary([Of("law", rows)]).On(Today);

    private static void Default(JsonObject rule, string name, JsonNode value)
    {
        if (!rule.ContainsKey(name))
        {
            rule[name] = value;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Becs.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Becs.sln is in no folder above the tests.");
    }
}
