using System.Text.RegularExpressions;
using Becs.Server.Tests.Shell;

namespace Becs.Server.Tests.Architecture;

/// <summary>A link of a page leads to a page there is.</summary>
public sealed partial class PageLinkTests
{
    [Fact]
    public void Links_WhenFollowed_ThenAPageAnswers()
    {
        var files = RazorFiles();
        var pages = files.SelectMany(f => PagePattern().Matches(f.Text)).Select(m => Shape(ParameterPattern().Replace(m.Groups[1].Value, "x"))).ToHashSet(StringComparer.Ordinal);
        var links = files.SelectMany(f => LinkPattern().Matches(f.Text).Select(m => (f.Name, Link: m.Groups[1].Value))).ToList();
        Assert.True(links.Count > 30, "the links have changed their form");
        Assert.DoesNotContain(links, l => !pages.Contains(Shape(ValuePattern().Replace(l.Link, "x"))));
    }

    [Theory]
    [InlineData("/instances/@instance.Instance", "/instances/x")]
    [InlineData("/changes/new?definition=@Uri.EscapeDataString(DefinitionId)&rollBackTo=@row.PackageHash", "/changes/new")]
    [InlineData("/workflows/@Uri.EscapeDataString(Definition ?? \"\")/parts", "/workflows/x/parts")]
    public void Shape_WhenLinkHasValues_ThenIsItsPath(string link, string shape) => Assert.Equal(shape, Shape(ValuePattern().Replace(link, "x")));

    private static string Shape(string path) => path.Split('?', '#')[0];

    private static List<(string Name, string Text)> RazorFiles() => [.. LiteralTextTests.Pages
        .Select(row => (row.Data, File.ReadAllText(Path.Combine(LiteralTextTests.Source, row.Data))))];

    [GeneratedRegex(@"^@page ""([^""]+)""", RegexOptions.Multiline)]
    private static partial Regex PagePattern();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex ParameterPattern();

    /// <summary>Links to our own pages; the API and the designer are asked for elsewhere.</summary>
    [GeneratedRegex(@"href=""(/(?!api/|designer|becs\.)(?:[^""@]|" + Value + @")*)""")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(Value)]
    private static partial Regex ValuePattern();

    private const string Value = @"@(?:\((?:[^()]|\([^()]*\))*\)|[\w.!]+(?:\((?:[^()]|\([^()]*\))*\))?)";
}
