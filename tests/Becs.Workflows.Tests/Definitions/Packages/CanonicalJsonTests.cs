using System.Text;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;

namespace Becs.Workflows.Tests.Definitions.Packages;

/// <summary>Vectors of RFC 8785 (sections 3.2.2 to 3.2.4 and appendix B), and what we refuse beyond it.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Number_WhenOfAppendixB_ThenWrittenAsEcmaScriptDoes(string bits, string expected)
    {
        var number = BitConverter.Int64BitsToDouble(Convert.ToInt64(bits, 16));
        Assert.Equal(expected, Canonical(number.ToString("E16", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Canonicalize_WhenTheSampleOfTheRfc_ThenGivesItsBytes() => Assert.Equal(
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
        Canonical("""
            { "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false] }
            """));

    /// <summary>
    /// By UTF-16 code unit: the surrogates of an emoji stand before U+FF61, though its code point is greater.
    /// </summary>
    [Fact]
    public void Canonicalize_WhenKeysAreUnicode_ThenSortsByCodeUnit() => Assert.Equal(
        "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"ö\":4,\"€\":5,\"\U0001F600\":6,\"\uFF61\":7}",
        Canonical("{\"€\":5,\"\\r\":1,\"\uFF61\":7,\"1\":2,\"\U0001F600\":6,\"\u0080\":3,\"ö\":4}"));

    [Fact]
    public void Canonicalize_WhenTextIsDecomposed_ThenComposesIt() => Assert.Equal("\"é\"", Canonical("\"e\u0301\""));

    [Theory]
    [InlineData("""{"a":1,"a":1}""", "twice")]
    [InlineData("""{"a":{"é":1,"e\u0301":2}}""", "twice")]
    [InlineData("1e400", "too large")]
    [InlineData("9007199254740993", "2^53-1")]
    [InlineData("\"\\ud800\"", "Unicode")]
    [InlineData("{", "Not JSON")]
    public void Canonicalize_WhenThereIsNoCanonicalForm_ThenRefuses(string json, string words)
    {
        var e = Assert.Throws<CanonicalJsonException>(() => Canonical(json));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Canonicalize_WhenCanonicalAlready_ThenChangesNothing()
    {
        const string json = """{"a":[1,2.5],"b":"x"}""";
        Assert.Equal(json, Canonical(json));
    }

    private static string Canonical(string json) =>
        Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json)));
}
