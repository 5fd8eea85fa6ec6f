using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.Workflows;
using Becs.Server.Operations;
using Becs.Workflows.Definitions.Packages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>A server in which something else can be done and committed between what a step reads and its own commit.</summary>
public sealed class OvertakenServer : ChangeServer
{
    private readonly Overtaking _overtaking;

    public OvertakenServer()
        : this(new Overtaking())
    {
    }

    private OvertakenServer(Overtaking overtaking)
        : base(new FakeTimeProvider(new DateTimeOffset(2027, 6, 9, 8, 0, 0, TimeSpan.Zero)), services =>
        {
            Watch<IPlatformReleases>(services, overtaking);
            Watch<IPackageRecords>(services, overtaking);
            Watch<IWorkflowDrafts>(services, overtaking);
            Watch<IDueTimers>(services, overtaking);
        }) => _overtaking = overtaking;

    /// <summary>Happens once, right after a step has read so much.</summary>
    /// <param name="method">What it reads with.</param>
    /// <param name="by">What others do meanwhile, to its end.</param>
    /// <param name="at">The how manieth call it is.</param>
    public void After(string method, Func<Task> by, int at = 1) => _overtaking.After(method, by, at);

    /// <summary>A package that waits for its acceptance, as a build brings it.</summary>
    public async Task<string> LoadAsync(string definitionId, int version, JsonObject definition, IReadOnlyDictionary<string, string>? children = null)
    {
        (definition["id"], definition["version"]) = ($"{definitionId}.v{version}", version);
        var package = Services.GetRequiredService<PackageBuilder>().Build(Encoding.UTF8.GetBytes(definition.ToJsonString()), children: children);
        var ids = Services.GetRequiredService<IIdGenerator>();
        await TwoBuilds.DoAsync(this, "test.load", scope =>
        {
            scope.GetRequiredService<IPackageRecords>().Add(
                new PackageRecord(
                    ids.New(), PackageRecord.Workflow, definitionId, version, definitionId, package.PackageHash, package.BehaviourHash, package.Bytes.ToArray(),
                    scope.GetRequiredService<ICurrentOperation>().Context.NowAt),
                []);
            return Task.FromResult(true);
        });
        return package.PackageHash;
    }

    private static void Watch<T>(IServiceCollection services, Overtaking overtaking)
        where T : class
    {
        var stores = services.Last(s => s.ServiceType == typeof(T));
        services.Add(ServiceDescriptor.Describe(
            typeof(T),
            scope => OvertakenStore<T>.Of(
                (T)(stores.ImplementationFactory?.Invoke(scope) ?? ActivatorUtilities.CreateInstance(scope, stores.ImplementationType!)), overtaking),
            stores.Lifetime));
    }
}

/// <summary>What happens once, and after which call.</summary>
internal sealed class Overtaking
{
    private (string Method, Func<Task> By)? _next;
    private int _left;

    public void After(string method, Func<Task> by, int at) => (_next, _left) = ((method, by), at);

    public async Task PassAsync(string method)
    {
        if (_next is { } next && next.Method == method && --_left == 0)
        {
            _next = null;
            await next.By();
        }
    }
}

/// <summary>A store that tells when it was read.</summary>
internal class OvertakenStore<T> : DispatchProxy
    where T : class
{
    private static readonly MethodInfo _passing = typeof(OvertakenStore<T>).GetMethod(nameof(PassAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private T _store = null!;
    private Overtaking _overtaking = null!;

    public static T Of(T store, Overtaking overtaking)
    {
        var proxy = Create<T, OvertakenStore<T>>();
        var self = (OvertakenStore<T>)(object)proxy;
        (self._store, self._overtaking) = (store, overtaking);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_store, BindingFlags.DoNotWrapExceptions, null, args, null);
        return targetMethod.ReturnType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Task<>)
            ? _passing.MakeGenericMethod(type.GenericTypeArguments).Invoke(this, [answer, targetMethod.Name])
            : answer;
    }

    private async Task<TRead> PassAsync<TRead>(Task<TRead> reading, string method)
    {
        var read = await reading;
        await _overtaking.PassAsync(method);
        return read;
    }
}
