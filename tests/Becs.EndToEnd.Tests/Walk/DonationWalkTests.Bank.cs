using System.Text.Json.Nodes;
using Becs.Server.Hosting;
using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.Walk;

/// <summary>From the component bench to the patient.</summary>
public sealed partial class DonationWalkTests
{
    private const string Wristband = "H-77120";

    private async Task ManufactureAsync()
    {
        var cmp = await PersonAsync("cmp1");
        await cmp.TakeAsync("Separate the donation");
        await cmp.AnswerAsync("methodCode", "PRP");
        await cmp.ScanAsync("sourceProductCode", "=<E0009V00");
        (string Product, string Volume)[] bags = [(RedCells, "290"), ("E0701V00", "190"), ("E2807V00", "55")];
        for (var i = 0; i < bags.Length; i++)
        {
            if (await cmp.Page.Locator($"#f-parts-{i}-productCode").CountAsync() == 0)
            {
                await cmp.PressAsync(cmp.Page.Locator("section.rows > button"));
                await Assertions.Expect(cmp.Page.Locator($"#f-parts-{i}-productCode")).ToBeVisibleAsync();
            }

            await cmp.ScanAsync($"parts-{i}-productCode", "=<" + bags[i].Product);
            await cmp.TypeAsync($"#f-parts-{i}-volumeMl", bags[i].Volume);
            await cmp.TypeAsync($"#f-parts-{i}-producedAt", LocalNow);
            if (i == 1)
            {
                await cmp.TypeAsync($"#f-parts-{i}-frozenAt", LocalNow);
            }
        }

        await cmp.FinishAsync("Record the bags");
        await _server.AdvanceAsync(1);

        // Nothing is tested yet: the bag's page says what blocks it, and what a manual procedure covers.
        await cmp.GoAsync($"/units/{_din}/{RedCells}", "unit-blocked");
        await Assertions.Expect(cmp.Page.Locator("#vector-table tbody tr").First).ToBeVisibleAsync();
    }

    private async Task LabelAsync()
    {
        var printer = await PersonAsync("lbl1");
        await printer.TakeAsync("Print the label", RedCells);
        await printer.AnswerAsync("bagInHand", "true");
        await printer.FinishAsync("Print");
        await _server.AdvanceAsync(1);

        var verifier = await PersonAsync("lbl2");
        await verifier.TakeAsync("Verify the label", RedCells);
        await printer.CannotTakeAsync("Verify the label", RedCells, verifier.Page.Url);
        var label = await _server.GetAsync("lbl2", $"/api/units/{_din}/{RedCells}/label");
        await verifier.ScanAsync("din", label["din"]!.GetValue<string>());
        await verifier.ScanAsync("bloodGroup", label["bloodGroup"]!.GetValue<string>());
        await verifier.ScanAsync("product", label["productCode"]!.GetValue<string>());
        await verifier.ScanAsync("expiry", label["expiry"]!.GetValue<string>());
        await verifier.FinishAsync("Verify");
        await _server.AdvanceAsync(1);
    }

    private async Task ReleaseAsync()
    {
        var release = await PersonAsync("rel1");
        await release.GoAsync($"/units/{_din}/{RedCells}", "unit-to-release");
        await release.SeesAsync("SOP-RB-");
        await release.TakeAsync("Release the bag", RedCells);
        _case = await release.Page.Locator("a[href^='/workflow-instances/']").First.GetAttributeAsync("href") ?? "";
        var task = release.Page.Url;
        await (await PersonAsync("hos1")).CannotTakeAsync("Release the bag", RedCells, task);

        // Waiting for the signature: the case shows the task as the place where it is.
        await release.GoAsync(_case, "case-waiting");
        await Assertions.Expect(release.Page.Locator("svg.graph .node.state-waiting, svg.graph .node.state-current").First).ToBeVisibleAsync();

        await release.GoAsync(new Uri(task).AbsolutePath, "release-again");
        await release.AnswerAsync("recordsReviewed", "true");
        await release.PressOutcomeAsync("Release");
        await release.SignAsync("wrong-password");
        await Assertions.Expect(release.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await release.SignAsync(DemoData.Password);
        await release.LeftAsync(task);
        await _server.AdvanceAsync(1);
        await release.GoAsync($"/units/{_din}/{RedCells}", "unit-in-stock");
        await release.SeesAsync("In stock");
    }

    private async Task OrderAndIssueAsync()
    {
        // The patient is known and typed; the order finds the record by wristband and birth date.
        var patient = await _server.PostAsync("hos1", "/api/patients", new JsonObject
        {
            ["familyName"] = "Amsel",
            ["givenName"] = "Ruth",
            ["birthDate"] = "1957-09-02",
            ["sex"] = "Female",
            ["hospitalNumber"] = Wristband,
        });
        var sample = await new Analyser(_server).TypeAsync(patient["id"]!.GetValue<string>());
        var hospital = await PersonAsync("hos1");
        await hospital.GoAsync("/orders/new", "order");
        await hospital.TypeAsync("#hospital-number", Wristband);
        await hospital.TypeAsync("#patient-family", "Amsel");
        await hospital.TypeAsync("#patient-given", "Ruth");
        await hospital.TypeAsync("#patient-born", "1957-09-02");
        foreach (var choice in new[] { "patient-sex-Female", "component-RedCells", "urgency-Routine" })
        {
            await hospital.Page.Locator("#" + choice).FocusAsync();
            await hospital.Page.Keyboard.PressAsync("Space");
        }

        await hospital.PressAsync(hospital.Page.Locator("main button[type=submit]"));
        await hospital.AtAsync("/orders");
        await Assertions.Expect(hospital.Page.Locator("#orders tbody tr")).ToHaveCountAsync(1);
        await _judge.JudgeAsync(hospital, "orders", "/orders");
        var orders = await _server.GetAsync("hos1", "/api/orders");
        Assert.Equal(patient["id"]!.GetValue<string>(), orders["items"]![0]!["patientId"]!.GetValue<string>());
        await _server.AdvanceAsync(1);

        var issue = await PersonAsync("iss1");
        await issue.TakeAsync("Reserve the bag");
        await issue.AnswerAsync("bagFound", "true");
        await issue.FinishAsync("Reserve");
        await _server.AdvanceAsync(1);
        var lab = await PersonAsync("lab1");
        await lab.TakeAsync("Crossmatch");
        await issue.CannotTakeAsync("Crossmatch", "", lab.Page.Url);
        await lab.ScanAsync("sampleCode", sample);
        await lab.AnswerAsync("type", "Electronic");
        await lab.FinishAsync("Record");
        await _server.AdvanceAsync(1);

        await issue.TakeAsync("Issue the bag");
        await issue.ScanAsync("tagScan", Scan);
        await issue.AnswerAsync("hospitalNumber", Wristband);
        await issue.AnswerAsync("birthDate", "1957-09-02");
        await issue.AnswerAsync("visuallyNormal", "true");
        await issue.AnswerAsync("receiverCode", "PORTER-7");
        await issue.FinishAsync("Issue");
        await _server.AdvanceAsync(1);

        await hospital.TakeAsync("Report what became of the bag");
        _orderCase = await hospital.Page.Locator("a[href^='/workflow-instances/']").First.GetAttributeAsync("href") ?? "";
        await hospital.FinishAsync("Transfused");
        await _server.AdvanceAsync(1);
    }

    /// <summary>The bag's page draws the way from the donor to the patient.</summary>
    private async Task FollowAsync()
    {
        var auditor = await PersonAsync("aud1");
        await auditor.GoAsync($"/units/{_din}/{RedCells}", "unit-transfused");
        await auditor.SeesAsync("Transfused");
        var trace = auditor.Page.Locator("svg.trace");
        await Assertions.Expect(trace).ToBeVisibleAsync();
        await auditor.PressAsync(auditor.Page.Locator("details > summary").Last);
        foreach (var kind in new[] { "Donor", "Donation", "Unit", "Patient" })
        {
            await Assertions.Expect(auditor.Page.Locator("#trace-table")).ToContainTextAsync(kind);
        }
    }

    private async Task SeePlacesAsync()
    {
        var auditor = await PersonAsync("aud1");
        foreach (var (path, name) in new[] { (_case, "case-released"), (_orderCase, "case-order") })
        {
            await auditor.GoAsync(path, name);
            await Assertions.Expect(auditor.Page.Locator("svg.graph .edge.taken").First).ToBeAttachedAsync();
            await auditor.SeesAsync("Finished");
        }

        foreach (var path in new[] { "/donors", "/units", "/workflows", "/workflows/order-and-issue", "/audit", "/profile" })
        {
            await auditor.GoAsync(path, path.Trim('/').Replace('/', '-'));
        }
    }
}
