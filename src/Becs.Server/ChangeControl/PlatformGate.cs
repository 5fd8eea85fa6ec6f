using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;

namespace Becs.Server.ChangeControl;

/// <summary>
/// Whether this node serves: only a build that site quality has accepted here starts, moves and records anything. Every operation passes here,
/// and every loop looks here. Closed until somebody has looked.
/// </summary>
public sealed class PlatformGate(PlatformManifest manifest)
{
    /// <summary>
    /// What an unaccepted build may write all the same: who signs in and who may, the trail, who took a copy of what, its own acceptance, and the
    /// packages it brought, which start nothing until persons sign them. What is not named here is refused.
    /// </summary>
    private static readonly string[] OpenRooms = ["account.", "audit.", "platform.", "request.", "training."];

    private static readonly HashSet<string> OpenActions = new(StringComparer.Ordinal)
    {
        "package.load", "site.create-first", "demo.sites", "demo.accounts", "demo.training", "change.export-archive", "change.export-report",
    };

    private readonly List<Action<bool>> _told = [];
    private volatile string? _why = "it was not looked up yet";

    /// <summary>The release of this build.</summary>
    public PlatformManifest Manifest => manifest;

    public bool Serves => _why is null;

    /// <summary>Why it does not serve, in one sentence; null when it does.</summary>
    public string? Reason => _why is { } why
        ? $"Platform release {manifest.BuildId} (version {PlatformManifest.ProductVersion}) does not serve: {why}. "
            + $"Somebody with the permission {Permissions.QualityAccept} accepts it on the page /platform; nodes of accepted releases go on serving."
        : null;

    /// <summary>Whether an operation of this name may run now.</summary>
    public bool IsOpen(string action) => Serves || OpenActions.Contains(action) || OpenRooms.Any(r => action.StartsWith(r, StringComparison.Ordinal));

    /// <exception cref="PlatformNotAcceptedException">This build is not accepted, and the operation is more than it may do.</exception>
    public void Demand(string action)
    {
        if (!IsOpen(action))
        {
            throw Refusal();
        }
    }

    /// <exception cref="PlatformNotAcceptedException">This build is not accepted.</exception>
    public void DemandServing()
    {
        if (!Serves)
        {
            throw Refusal();
        }
    }

    /// <summary>Calls back each time it opens or closes.</summary>
    public void OnChange(Action<bool> tell)
    {
        lock (_told)
        {
            _told.Add(tell);
        }
    }

    /// <param name="why">Why this node does not serve; null when it does.</param>
    /// <returns>Whether it opened just now.</returns>
    internal bool Set(string? why)
    {
        List<Action<bool>> told;
        bool opened;
        lock (_told)
        {
            opened = why is null && _why is not null;
            var isChange = (why is null) != (_why is null);
            _why = why;
            told = isChange ? [.. _told] : [];
        }

        told.ForEach(tell => tell(why is null));
        return opened;
    }

    private PlatformNotAcceptedException Refusal() => new(
        Reason ?? "", new Dictionary<string, string> { ["release"] = manifest.ReleaseHash, ["permission"] = Permissions.QualityAccept });
}

/// <summary>Endpoints an unaccepted build serves: signing in, accounts, and its own acceptance.</summary>
internal sealed record ServedWhileWaiting;

internal static class PlatformDoor
{
    public static TBuilder ServesWhileWaiting<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ServedWhileWaiting());

    /// <summary>
    /// Refuses what programs ask an unaccepted build to do before anything of it is read. The corridor would refuse it too; so the answer is the
    /// same whatever the body is. Behind authorisation: who may not, learns that first.
    /// </summary>
    public static IApplicationBuilder UsePlatformDoor(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var gate = http.RequestServices.GetRequiredService<PlatformGate>();
        if (!gate.Serves && Hosting.RequestKinds.IsForProgram(http.Request) && Hosting.RequestKinds.IsWrite(http.Request)
            && http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<ServedWhileWaiting>() is null)
        {
            gate.DemandServing();
        }

        return next(http);
    });
}
