using Becs.Persistence.ReadModel;
using Becs.Server.Audit;
using Becs.Server.Hosting;
using Becs.Server.Signatures;

namespace Becs.EndToEnd.Tests.Screens;

internal sealed partial class SampleData
{
    Task<IntegrityList> IIntegrityPages.ListAsync(int page, CancellationToken cancellationToken) => Task.FromResult(new IntegrityList(
        new PageOf<IntegrityBreakRow>(
            [
                new(Id, "RowChanged", $"row {Id}", "Its content does not match its code.", Now, false, 3, null),
                new(Guid.Parse("01975898-0000-7000-8000-000000000009"), "AnchorMismatch", "anchor 4", "It proves seal 40, which the database lacks.", Now, true, 0, Id),
            ],
            1, 50, 2),
        [
            new IntegrityIncidentView(new(Id, [Id], [$"unit:{Id}"], "A row was edited by hand during the move.", "qa1", Id, Now, null, null), new string('a', 64)),
            new IntegrityIncidentView(new(Guid.Parse("01975898-0000-7000-8000-000000000008"), [Id], [], "The last day was restored from paper.", "qa1", Id, Now, "val1", Now), new string('b', 64)),
        ]));

    Task IIntegrityPages.OpenAsync(ProposeIntegrityRequest said, SignatureRequest signature, CancellationToken cancellationToken) => Task.CompletedTask;

    Task IIntegrityPages.ConfirmAsync(Guid incident, SignatureRequest signature, CancellationToken cancellationToken) => Task.CompletedTask;
}
