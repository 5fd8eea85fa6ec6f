using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.Walk;

/// <summary>From the registration desk to the samples on their way to the laboratory.</summary>
public sealed partial class DonationWalkTests
{
    private async Task RegisterAsync()
    {
        var lab = await PersonAsync("lab1");
        await lab.GoAsync("/donors/new", "register-refused");
        await lab.SeesAsync("donors.register");
        await Assertions.Expect(lab.Page.Locator("#donor-family")).ToHaveCountAsync(0);
        Assert.Equal(403, await _server.StatusAsync("lab1", "/api/donors", new JsonObject
        {
            ["familyName"] = "Refused",
            ["givenName"] = "Rita",
            ["birthDate"] = "1990-01-01",
            ["sex"] = "F",
        }));

        var reg = await PersonAsync("reg1");
        await reg.GoAsync("/donors/new", "register");
        await reg.TypeAsync("#donor-family", "Whitfield");
        await reg.TypeAsync("#donor-given", "Nora");
        await reg.TypeAsync("#donor-born", "1988-04-17");
        await reg.Page.Locator("#donor-sex-Male").FocusAsync();
        await reg.Page.Keyboard.PressAsync("Space");
        await reg.TypeAsync("#donor-national", "512-44-9087");
        await reg.TypeAsync("#donor-address", "12 Mill Lane");
        await reg.TypeAsync("#donor-address-until", "2027-06-10");
        await reg.TypeAsync("#donor-phone", "555-0147");
        await reg.PressAsync(reg.Page.Locator("main button[type=submit]"));
        await reg.AtAsync("/donors/.*-.*");
        await reg.SeesAsync("Whitfield");
        await _judge.JudgeAsync(reg, "donor", new Uri(reg.Page.Url).AbsolutePath);
        await reg.PressAsync(reg.Page.GetByRole(AriaRole.Button, new() { Name = "Start a visit" }));
        await reg.AtAsync("/tasks.*");
    }

    private async Task AcceptAsync()
    {
        await _server.AdvanceAsync(1);
        var reg = await PersonAsync("reg1");
        await reg.TakeAsync("Identify the donor");
        var task = reg.Page.Url;
        await (await PersonAsync("phl1")).CannotTakeAsync("Identify the donor", "", task);
        await reg.AnswerAsync("fullName", "Nora Whitfield");
        await reg.AnswerAsync("birthDate", "1988-04-17");
        await reg.AnswerAsync("photoId", "identity-card");
        await reg.FinishAsync("Compare");

        await _server.AdvanceAsync(1);
        var screener = await PersonAsync("scr1");
        await screener.TakeAsync("Consent and questionnaire");
        var questionnaire = screener.Page.Url;
        var before = await _server.GetAsync("scr1", $"/api{new Uri(questionnaire).AbsolutePath}");
        await QuestionsAsync(screener);
        await TheChoiceStaysPrivateAsync(screener, before);
        await screener.PressOutcomeAsync("Complete");
        await Assertions.Expect(screener.Page.Locator(".signed-record")).ToContainTextAsync("Answered in private", new() { Timeout = 20_000 });
        await HidesTheChoiceAsync(screener);
        await screener.SignAsync("not-my-password");
        await Assertions.Expect(screener.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await screener.SignAsync(Becs.Server.Hosting.DemoData.Password);
        await screener.LeftAsync(questionnaire);

        await _server.AdvanceAsync(1);
        await screener.TakeAsync("Physical examination");
        foreach (var (field, value) in new[]
        {
            ("haemoglobinTenthsGPerDl", "15.1"), ("sampleSiteAcceptable", "true"), ("systolicMmHg", "128"), ("diastolicMmHg", "74"),
            ("pulseBpm", "68"), ("pulseRegular", "true"), ("athlete", "false"), ("temperatureTenthsC", "36.8"), ("weightTenthsKg", "78.5"),
            ("armAcceptable", "true"),
        })
        {
            await screener.AnswerAsync(field, value);
        }

        await screener.FinishAsync("Record");
        await _server.AdvanceAsync(1);
    }

    /// <summary>The donor has the screen: a question and two answers, neither chosen for them; Tab and Enter are enough.</summary>
    private async Task ChooseInPrivateAsync(Person screener)
    {
        var page = screener.Page;
        await page.Keyboard.PressAsync("Enter");
        var cover = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(cover.GetByRole(AriaRole.Heading)).ToBeFocusedAsync(new() { Timeout = 20_000 });
        Assert.Equal(await page.Locator("body").EvaluateAsync<int>("() => innerWidth * innerHeight"),
            await cover.EvaluateAsync<int>("e => e.offsetWidth * e.offsetHeight"));
        await _judge.JudgeAsync(screener, "private-question", null);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(cover.GetByRole(AriaRole.Button).First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(cover).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Assertions.Expect(page.Locator("p#f-useOfBlood")).ToBeFocusedAsync(new() { Timeout = 20_000 });
        await HidesTheChoiceAsync(screener);
    }

    /// <summary>Not on the page, not when it is opened again from the draft, not in what the API says of the task.</summary>
    private async Task TheChoiceStaysPrivateAsync(Person screener, JsonNode before)
    {
        var page = screener.Page;
        await Assertions.Expect(page.GetByText("Draft saved")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("p#f-useOfBlood")).ToContainTextAsync("Answered in private", new() { Timeout = 20_000 });
        await HidesTheChoiceAsync(screener);
        var after = await _server.GetAsync("scr1", $"/api{new Uri(page.Url).AbsolutePath}");
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
    }

    private static async Task HidesTheChoiceAsync(Person screener)
    {
        var content = await screener.Page.ContentAsync();
        Assert.DoesNotContain("give my blood", content);
        Assert.DoesNotContain("\"Use\"", content);
    }

    /// <summary>Down the form with Tab; Space takes the first answer, an arrow the next one.</summary>
    private async Task QuestionsAsync(Person screener)
    {
        var page = screener.Page;
        var done = new HashSet<string>(StringComparer.Ordinal);
        await page.Locator("[data-form] input").First.FocusAsync();
        for (var i = 0; i < 200; i++)
        {
            var at = await page.EvaluateAsync<string[]?>(
                """
                () => {
                  const e = document.activeElement;
                  if (!e.closest('[data-form]')) { return null; }
                  const group = e.type === 'radio' ? [...document.getElementsByName(e.name)].map(r => r.value) : [];
                  return [e.name || e.id, ...group];
                }
                """);
            if (at is null)
            {
                break;
            }

            if (at[0] == "f-useOfBlood" && done.Add(at[0]))
            {
                await ChooseInPrivateAsync(screener);
            }
            else if (at.Length > 1 && done.Add(at[0]))
            {
                var answer = Usual(at[0], at[1..]);
                var steps = Array.IndexOf(at, answer) - 1;
                await page.Keyboard.PressAsync(steps == 0 ? "Space" : "ArrowDown");
                for (var step = 1; step < steps; step++)
                {
                    await page.Keyboard.PressAsync("ArrowDown");
                }

                await Assertions.Expect(page.Locator($"input[name='{at[0]}'][value='{answer}']")).ToBeCheckedAsync();
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.InRange(done.Count, 30, 120);
    }

    /// <summary>What a donor with nothing to report answers.</summary>
    private static string Usual(string control, string[] choices) => choices switch
    {
        _ when control == "f-Q-WELL" => "Yes",
        ["true", "false"] => "true",
        _ when choices.Contains("No") => "No",
        _ => choices[0],
    };

    private async Task CollectAsync()
    {
        var phl = await PersonAsync("phl1");
        await phl.TakeAsync("Cross-scan the labels");
        _din = (await phl.Page.Locator("dd.code").First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal)[..13];
        await phl.ScanAsync("bag", Scan);
        await phl.ScanAsync("tubes", Scan);
        await phl.ScanAsync("record", Scan);
        await phl.FinishAsync("Compare");

        await _server.AdvanceAsync(1);
        await phl.TakeAsync("Identify the donor and start");
        await phl.AnswerAsync("fullName", "Nora Whitfield");
        await phl.AnswerAsync("birthDate", "1988-04-17");
        await phl.AnswerAsync("photoId", "identity-card");
        await phl.AnswerAsync("arm", "left");
        await phl.ScanAsync("bagLot", "BAG-2026-01");
        await phl.ScanAsync("scale", "SCALE-01");
        await phl.FinishAsync("Start");

        await _server.AdvanceAsync(9);
        await phl.TakeAsync("End of the draw");
        await phl.AnswerAsync("volumeMl", "480");
        await phl.AnswerAsync("secondStick", "false");
        await phl.AnswerAsync("reactionKind", "none");
        await phl.FinishAsync("Collected");

        await _server.AdvanceAsync(1);
        await phl.TakeAsync("Send the samples");
        foreach (var tube in new[] { "serologyTube", "natTube", "groupTube" })
        {
            await phl.ScanAsync(tube, Scan);
        }

        await phl.FinishAsync("Send");
        await _server.AdvanceAsync(1);

        // A scan anywhere opens what was scanned.
        await phl.GoAsync("/donations", "donations");
        await phl.Page.Keyboard.PressAsync("F2");
        await phl.Page.Keyboard.TypeAsync(Scan);
        await phl.Page.Keyboard.PressAsync("Enter");
        await phl.AtAsync($"/donations/{_din}");
        await Assertions.Expect(phl.Page.Locator("main .timeline").First).ToBeVisibleAsync();
        await phl.SeesAsync("Collected");
        await _judge.JudgeAsync(phl, "donation", $"/donations/{_din}");
    }
}
