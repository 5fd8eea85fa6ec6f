using Becs.Server.Operations;

namespace Becs.Server.Designer.Definitions;

/// <summary>What Studio is told after a save, and after something that needs more than a save.</summary>
internal sealed class DraftAnswers(DefinitionShelf shelf, DefinitionAnswers definitions, DefinitionContents contents)
{
    /// <summary>Code of every refusal that points to change control.</summary>
    public const string NeedsChange = "DSG-425";

    public static string Kept(DefinitionVersion draft) =>
        $"Kept as a draft: needs an approved change. Submit for review, above, hands version {draft.Row.Version} of {draft.Row.Name} in; it takes effect "
        + "when it was reviewed and signed.";

    public static string StaysInUse(DefinitionVersion used) =>
        $"Version {used.Row.Version} of {used.Row.Name} stays in use: what replaces it needs an approved change. Submit for review hands a draft in; the page "
        + "of the workflow goes back to a former version.";

    public static string IsARecord(DefinitionVersion kept) =>
        $"Version {kept.Row.Version} of {kept.Row.Name} is a record and is never deleted. Only a draft of your own can be deleted.";

    /// <summary>The draft as it is stored now; the editor goes on with it.</summary>
    public async Task<IResult> SavedAsync(HttpContext http, Guid draft, CancellationToken cancellationToken) =>
        ElsaJson.Ok(Envelope(await definitions.WriteAsync(await FindAsync(http, draft, cancellationToken), cancellationToken), false));

    public async Task<IResult> PublishedAsync(DefinitionVersion version, CancellationToken cancellationToken) =>
        ElsaJson.Ok(Envelope(await definitions.WriteAsync(version, cancellationToken), true));

    public async Task<IResult> ImportedAsync(HttpContext http, Guid draft, CancellationToken cancellationToken)
    {
        var version = await FindAsync(http, draft, cancellationToken);
        return await IsShippedAsync(http, version, cancellationToken)
            ? ElsaJson.Refused(NeedsChange, Kept(version))
            : ElsaJson.Ok(await definitions.WriteAsync(version, cancellationToken));
    }

    /// <summary>Saved, and told that a save is all it is. A workflow that was never in use may still be rolled back without more ado.</summary>
    public async Task<IResult> KeptAsync(HttpContext http, Guid draft, CancellationToken cancellationToken, int? statusWhenNew = null)
    {
        var version = await FindAsync(http, draft, cancellationToken);
        var summary = DefinitionWriter.Summary(version, await contents.ReadAsync(version.Row, cancellationToken));
        return statusWhenNew is { } status && !await IsShippedAsync(http, version, cancellationToken)
            ? ElsaJson.Ok(summary, status)
            : ElsaJson.Refused(NeedsChange, [Kept(version)], summary);
    }

    /// <summary>Whether something of that definition was ever loaded for use.</summary>
    public async Task<bool> IsShippedAsync(HttpContext http, DefinitionVersion version, CancellationToken cancellationToken) =>
        (await shelf.ListAsync(await http.ReaderAsync(), version.Row.DefinitionId, cancellationToken)).Any(v => !v.IsDraft);

    public async Task<DefinitionVersion> FindAsync(HttpContext http, Guid draft, CancellationToken cancellationToken) =>
        (await shelf.FindByIdAsync(await http.ReaderAsync(), draft.ToString("D"), cancellationToken))!;

    private static object Envelope(object workflowDefinition, bool alreadyPublished) => new
    {
        workflowDefinition,
        alreadyPublished,
        consumingWorkflowCount = 0,
        validationErrors = Array.Empty<string>(),
    };
}
