using System.IO.Compression;
using System.Text.Json;
using Becs.Persistence.Keys;
using Becs.Server.ChangeControl;
using Becs.Server.Tests.Faults;
using Becs.Server.Tests.Simulation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using static Becs.Server.Tests.ChangeControl.ChangeServer;

namespace Becs.Server.Tests.ChangeControl;

/// <content>What the validation package says of training, and what is told to others.</content>
public sealed partial class TrainingTests
{
    [Fact]
    public async Task Archive_WhenTheVersionAsksForTraining_ThenSaysWhoHadAcknowledgedItAtTheApprovalAndStaysTheSame()
    {
        await server.SaveAsync("own1", MigrationServer.Asking("trained-package"));
        await server.AttachAsync("own1", "trained-package", Scenario("trained-package", first: "Becs.HumanTask"));
        var change = await SubmitAsync("trained-package", "laboratory");
        var need = Assert.Single((await server.SendAsync("val1", HttpMethod.Get, $"/api/changes/{change:D}/training")).EnumerateArray()).GetProperty("need");
        await server.SendAsync("lab1", HttpMethod.Post, Acknowledge(need), Signed("lab1", need));
        Assert.Null(await TrainingInAsync(await ArchiveAsync(change)));
        Assert.DoesNotContain(Id(need), await OpenAsync("lab2")); // nothing waits for it yet

        await ApproveAsync(change);
        Assert.Contains(Id(need), await OpenAsync("lab2"));
        var archive = await ArchiveAsync(change);
        await server.SendAsync("lab2", HttpMethod.Post, Acknowledge(need), Signed("lab2", need));

        Assert.Equal(archive, await ArchiveAsync(change));
        Assert.Empty(ValidationArchiveCheck.Of(archive, server.Services.GetRequiredService<ExportSigner>().Knows).Problems);
        var said = (await TrainingInAsync(archive))!;
        var training = Assert.Single(JsonDocument.Parse(said).RootElement.GetProperty("trainings").EnumerateArray());
        Assert.Equal(("laboratory", "SOP-7 v3", Text(need, "signedHash")), (Text(training, "role"), Text(training, "document"), Text(training, "signedHash")));
        Assert.Equal("Lee Laboratory", Text(Assert.Single(training.GetProperty("acknowledged").EnumerateArray()), "printedName"));
    }

    [Fact]
    public void Lines_WhenSaidForPeople_ThenEachRoleAndWhoAcknowledged()
    {
        using var json = JsonDocument.Parse("""
            { "trainings": [
              { "role": "laboratory", "title": "The new text", "document": "SOP-7", "acknowledged": [ { "printedName": "Lee Laboratory", "acknowledgedAt": "2027-06-10T02:00:00.000000Z" } ] },
              { "role": "release", "title": "The new text", "document": "SOP-7", "acknowledged": [] } ] }
            """);
        Assert.Equal(
            [
                "Role laboratory: The new text (SOP-7), acknowledged by 1 when it was approved", "Lee Laboratory, 2027-06-10T02:00:00.000000Z (UTC)",
                "Role release: The new text (SOP-7), acknowledged by nobody when it was approved",
            ],
            TrainingEvidence.Lines(json.RootElement));
    }

    private static async Task<string?> TrainingInAsync(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        if (zip.Entries.SingleOrDefault(e => e.FullName.StartsWith("evidence/training.", StringComparison.Ordinal)) is not { } part)
        {
            return null;
        }

        using var reader = new StreamReader(await part.OpenAsync(Stop));
        return await reader.ReadToEndAsync(Stop);
    }

    private async Task<IEnumerable<Guid>> OpenAsync(string user) =>
        (await server.SendAsync(user, HttpMethod.Get, "/api/my-training")).GetProperty("toAcknowledge").EnumerateArray().Select(Id);

    private async Task<byte[]> ArchiveAsync(Guid change)
    {
        using var answer = await server.TrySendAsync("val1", HttpMethod.Get, $"/api/changes/{change:D}/validation-archive");
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(Stop);
    }

    /// <summary>Nothing relays here: what would be told to others is still in the outbox.</summary>
    private async Task<IReadOnlyList<string>> ToldAsync()
    {
        await using var db = RecordedEvents.Connect(server.Services.GetRequiredService<IConfiguration>()["Becs:Database:ConnectionString"]!);
        await db.OpenAsync(Stop);
        return [.. (await EffectsLedger.RowsAsync(db, "SELECT type, subject_kind, subject_id FROM outbox", Stop))
            .Select(r => $"{r[0][(r[0].LastIndexOf('.') + 1)..]} {r[1]} {Guid.Parse(r[2]):D}")];
    }

    private async Task<JsonElement> LackedAsync(string user, Domain.Tasks.WorkTask task) =>
        (await server.SendAsync(user, HttpMethod.Get, $"/api/tasks/{task.Id.Value:D}")).GetProperty("training");
}
