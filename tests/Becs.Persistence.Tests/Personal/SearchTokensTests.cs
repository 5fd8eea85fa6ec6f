using Becs.Persistence.Personal;

namespace Becs.Persistence.Tests.Personal;

public class SearchTokensTests
{
    private static readonly SearchTokens Tokens = new(new byte[32]);

    [Theory]
    [InlineData("  Müller-LÜDENSCHEIDT ", "muller ludenscheidt")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("Straße", "strasse")]
    [InlineData("", "")]
    public void Normalise_WhenWrittenAnyWay_ThenOneForm(string value, string expected) =>
        Assert.Equal(expected, SearchTokens.Normalise(value));

    [Fact]
    public void OfRecord_WhenTheValueHasDigits_ThenOnlyTheWholeIsAToken() =>
        Assert.Equal([3], Tokens.OfRecord(Field("1980-02-03")).Select(t => t.Strength));

    [Fact]
    public void OfRecord_WhenTheValueIsAName_ThenBeginningsFromTwoLettersAreTokens() =>
        Assert.Equal(3, Tokens.OfRecord(Field("Anna")).Count(t => t.Strength == 2));

    [Fact]
    public void OfQuery_WhenTheKeyDiffers_ThenNoTokenIsTheSame()
    {
        var other = new SearchTokens([.. Enumerable.Repeat((byte)1, 32)]);

        Assert.Empty(Tokens.OfQuery(Field("Anna")).Select(t => t.Hash).Intersect(other.OfQuery(Field("Anna")).Select(t => t.Hash)));
    }

    [Theory]
    [InlineData("meyer", "maier")]
    [InlineData("schmidt", "schmitt")]
    [InlineData("philips", "filips")]
    public void Phonetics_WhenNamesSoundAlike_ThenTheyShareACode(string one, string other) =>
        Assert.Equal(Phonetics.Of(one), Phonetics.Of(other));

    [Theory]
    [InlineData("meyer", "weber")]
    [InlineData("anna", "otto")]
    public void Phonetics_WhenNamesSoundDifferent_ThenTheirCodesDiffer(string one, string other) =>
        Assert.NotEqual(Phonetics.Of(one), Phonetics.Of(other));

    private static Dictionary<string, string> Field(string value) => new() { ["f"] = value };
}
