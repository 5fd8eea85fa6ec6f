using System.Text.Json.Nodes;
using Becs.Domain.Shared;
using Becs.EndToEnd.Tests.Walk;
using Becs.Persistence.ReadModel;
using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Simulation;
using Becs.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.ChangeControl;

/// <content>Bags of new donations, each with its case, and the end of those cases.</content>
public sealed partial class ChangeStoryTests
{
    /// <summary>Bags of new donations, each with its case.</summary>
    private async Task BagsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var donor = await _server.PostAsync("reg1", "/api/donors", new JsonObject
            {
                ["familyName"] = $"Tester{++_bags}",
                ["givenName"] = "Vera",
                ["birthDate"] = "1990-03-04",
                ["sex"] = "F",
            });
            await _blood.UnitAsync(await _blood.DonationAsync(donor["id"]!.GetValue<Guid>()), isAnnounced: true);
        }

        await _server.AdvanceAsync(1);
    }

    /// <summary>Every bag waits to be discarded, since no donor confirmed that its blood may be used: it is, and the cases end.</summary>
    private async Task EndAsync()
    {
        var room = new WorkRoom(_api);
        while (await room.WorkAsync([Process], task => Task.FromResult(task.FormKey == "discard-unit"
            ? new TaskAnswer("rel2", "Discard", new JsonObject { ["reasonCode"] = "visual" }, "discarded")
            : BankStaff.Simple(task)), Stop) > 0)
        {
            await _server.AdvanceAsync(1);
        }
    }

    private async Task<int> CountAsync(int version, WorkflowSubStatus? status = null)
    {
        var sites = (await _server.GetAsync("adm1", "/api/sites"))["items"]!.AsArray().Select(s => s!["id"]!.GetValue<Guid>());
        var found = await _server.Services.GetRequiredService<IInstanceReads>().PageAsync(
            new InstanceQuery { SiteIds = [.. sites], DefinitionIds = [Process], Version = version }, 0, 100, Stop);
        return found.Items.Count(i => status is null || i.SubStatus == status);
    }

    /// <summary>The replay runs behind the pages; its evidence is there when it is done.</summary>
    private async Task ReplayedAsync()
    {
        var loop = _server.Services.GetRequiredService<ReplayLoop>();
        for (var look = 0; look < 600; look++)
        {
            // It looks every few seconds by itself: longer than a fast machine takes for all these looks.
            loop.Wake();
            var change = await _server.GetAsync("qa1", $"/api{_change}");
            if (change["evidence"]!.AsArray().Any(e => e!["kind"]!.GetValue<string>() == "replay"
                && e["packageHash"]!.GetValue<string>() == change["packageHash"]!.GetValue<string>()))
            {
                return;
            }
        }

        Assert.Fail("The past cases were not replayed.");
    }

    private async Task<JsonObject> SignatureAsync(string user, string meaning) => new()
    {
        ["signature"] = new JsonObject
        {
            ["userName"] = user,
            ["password"] = DemoData.Password,
            ["meaning"] = meaning,
            ["reason"] = "test",
            ["signedHash"] = (await _server.GetAsync(user, $"/api{_change}"))["signedHash"]!.GetValue<string>(),
        },
    };

    private async Task<IPage> PageAsync(int width, int height) => await (await _browser.NewContextAsync(new()
    {
        BaseURL = _server.Address,
        ViewportSize = new() { Width = width, Height = height },
        ReducedMotion = ReducedMotion.Reduce,
    })).NewPageAsync();

    private async Task<Person> PersonAsync(string user)
    {
        if (!_people.TryGetValue(user, out var known))
        {
            var page = await PageAsync(1280, 900);
            _judge.Watch(page, user);
            _people[user] = known = new Person(page, user, _judge);
        }

        return known;
    }
}
