using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.Server.Resources;
using Becs.Server.Tasks;
using Becs.Server.Tasks.Forms;
using Becs.Server.Tests.Shell;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Becs.Server.Tests.Tasks.Forms;

/// <summary>What a donor answers on the covered screen is kept, and comes back to nobody.</summary>
public sealed class FormPrivateTests : IAsyncDisposable
{
    private const string Json = """
        {"type":"object","title":"T","required":["use"],"properties":{
          "use":{"type":"string","title":"The donor's own choice","enum":["Use","DoNotUse"],"x-widget":"private","x-ask":"May it be given to a patient?",
            "x-enumTitles":{"Use":"Yes, give it","DoNotUse":"No, do not give it"}},
          "confirmed":{"type":"boolean","title":"Confirmed","x-widget":"yesNo"} } }
        """;

    private static readonly FormSchema _form = FormSchema.Parse(Json);
    private readonly ShellContext _context = new();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public void Render_WhenNotAnswered_ThenOffersTheScreenAndNoAnswer()
    {
        var page = Show(StateOf(null));
        Assert.Equal("Hand the screen to the donor", page.Find("button#f-use").TextContent);
        Assert.Empty(page.FindAll("dialog"));
        Assert.DoesNotContain("give it", page.Markup);
    }

    [Fact]
    public void Cover_WhenHanded_ThenAsksWithAnswersOfEqualWeight()
    {
        var page = Show(StateOf(null));
        page.Find("#f-use").Click();
        Assert.Equal("May it be given to a patient?", page.Find("dialog h2").TextContent);
        var choices = page.FindAll("dialog button");
        Assert.Equal(["Yes, give it", "No, do not give it"], choices.Select(c => c.TextContent));
        Assert.Single(choices.Select(c => string.Join(' ', c.Attributes.Where(a => !a.Name.StartsWith("blazor:", StringComparison.Ordinal))
            .Select(a => $"{a.Name}={a.Value}"))).Distinct());
        Assert.True(page.Find("dialog h2").HasAttribute("autofocus"));
        Assert.Equal("f-use-cover", _context.JSInterop.Invocations["becs.cover"].Single().Arguments[0]);
    }

    [Fact]
    public void Choose_WhenEitherAnswerIsGiven_ThenThePageShowsTheSame()
    {
        var pages = new[] { 0, 1 }.Select(answer =>
        {
            var state = StateOf(null);
            var page = Show(state);
            page.Find("#f-use").Click();
            page.FindAll("dialog button")[answer].Click(new MouseEventArgs { Detail = 1 });
            Assert.Equal(answer == 0 ? "Use" : "DoNotUse", state.Submission()["use"]!.GetValue<string>());
            Assert.Empty(page.FindAll("dialog"));
            Assert.Contains("Answered in private", page.Find("#f-use").TextContent);
            return Plain(page);
        }).ToList();
        Assert.Equal(pages[0], pages[1]);
        Assert.DoesNotContain("give it", pages[0]);
        Assert.DoesNotContain("DoNotUse", pages[0]);
    }

    [Fact]
    public void Render_WhenTheDraftIsReadAgain_ThenShowsTheSameForEitherAnswer()
    {
        var pages = new[] { "Use", "DoNotUse" }.Select(answer => Plain(Show(StateOf(answer)))).ToList();
        Assert.Equal(pages[0], pages[1]);
        Assert.Contains("Answered in private", pages[0]);
        Assert.DoesNotContain("give it", pages[0]);
    }

    [Fact]
    public void Of_WhenAnswersAreReadBeforeSigning_ThenThePrivateOneIsNotAmongThem()
    {
        var texts = _context.Services.GetRequiredService<IStringLocalizer<Text>>();
        var lines = new[] { "Use", "DoNotUse" }.Select(answer => AnswerLines.Of(StateOf(answer), texts).Single()).ToList();
        Assert.Equal(("The donor's own choice", "Answered in private"), (lines[0].Name, lines[0].Value));
        Assert.Equal(lines[0], lines[1]);
    }

    [Fact]
    public async Task Forget_WhenAskedAgain_ThenTheAnswerIsGoneAndMissing()
    {
        var state = StateOf("Use");
        var page = Show(state);
        page.FindAll("button").Single(b => b.TextContent == "Ask again").Click();
        Assert.Empty(state.Submission());
        Assert.Equal("Hand the screen to the donor", page.Find("#f-use").TextContent);
        var good = true;
        await page.InvokeAsync(async () => good = await page.Instance.CheckAsync());
        Assert.False(good);
        Assert.Equal(("use", "required"), (state.Errors[0].Path, state.Errors[0].Code));
    }

    [Fact]
    public void Close_WhenNothingWasChosen_ThenStaysUnanswered()
    {
        var state = StateOf(null);
        var page = Show(state);
        page.Find("#f-use").Click();
        page.Find("dialog").TriggerEvent("onclose", EventArgs.Empty);
        Assert.Empty(page.FindAll("dialog"));
        Assert.Empty(state.Submission());
    }

    [Fact]
    public void Choose_WhenItIsTheEndOfADoubleClick_ThenCountsForNothing()
    {
        var state = StateOf(null);
        var page = Show(state);
        page.Find("#f-use").Click(new MouseEventArgs { Detail = 1 });
        page.FindAll("dialog button")[1].Click(new MouseEventArgs { Detail = 2 });
        Assert.Empty(state.Submission());
        Assert.Single(page.FindAll("dialog"));
    }

    [Fact]
    public void Render_WhenReadOnly_ThenNothingCanBeHandedOrForgotten()
    {
        Assert.True(Show(StateOf(null), readOnly: true).Find("#f-use").HasAttribute("disabled"));
        Assert.True(Show(StateOf("Use"), readOnly: true).Find("button").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("""{"use":"Use"}""", null)]
    [InlineData("""{"use":"DoNotUse"}""", null)]
    [InlineData("""{"use":"Perhaps"}""", "choice")]
    [InlineData("{}", "required")]
    public void Validate_WhenPrivate_ThenJudgesAsAnyChoice(string data, string? code) =>
        Assert.Equal(code, _form.Validate(JsonNode.Parse(data)!.AsObject(), new(_context.Clock.UtcNow(), TimeZoneInfo.Utc)).FirstOrDefault()?.Code);

    [Theory]
    [InlineData("\"x-widget\":\"yesNo\"", "\"x-showIf\":{\"field\":\"use\",\"equals\":\"Use\"}", "refers to 'use', which is private")]
    [InlineData("\"x-ask\":\"May it be given to a patient?\",", "", "$.properties.use.x-ask")]
    [InlineData("\"enum\":[\"Use\",\"DoNotUse\"]", "\"enum\":[\"Use\"]", "$.properties.use.enum")]
    [InlineData("\"x-widget\":\"private\"", "\"x-widget\":\"private\",\"const\":\"Use\"", "$.properties.use.const")]
    [InlineData("\"x-widget\":\"private\"", "\"x-widget\":\"buttons\"", "$.properties.use.x-ask")]
    public void Parse_WhenPrivateIsWrong_ThenNamesThePlace(string text, string instead, string place) =>
        Assert.Contains(place, Assert.Throws<FormSchemaException>(() => FormSchema.Parse(Json.Replace(text, instead, StringComparison.Ordinal))).Message);

    [Fact]
    public void Shipped_WhenTheDonorChooses_ThenTheChoiceIsPrivateAndNeeded()
    {
        var shipped = FormSchema.Parse(File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "workflows", "donor-eligibility", "forms", "questionnaire.v1.json")));
        var choice = shipped.Fields.Single(f => f.Name == "useOfBlood");
        Assert.Equal((FormFieldKind.Private, true), (choice.Kind, choice.Required));
    }

    private FormState StateOf(string? answer) => FormState.Start(
        _form, [], answer is null ? null : new JsonObject { ["use"] = answer }, () => _context.Clock.UtcNow(), ShellContext.Session.Zone);

    private IRenderedComponent<JsonForm> Show(FormState state, bool readOnly = false) =>
        _context.Render<JsonForm>(p => p.Add(f => f.State, state).Add(f => f.ReadOnly, readOnly));

    /// <summary>Markup without the running numbers of event handlers.</summary>
    private static string Plain(IRenderedComponent<JsonForm> page) =>
        System.Text.RegularExpressions.Regex.Replace(page.Markup, "blazor:[a-z:]+=\"[^\"]*\"", "");
}
