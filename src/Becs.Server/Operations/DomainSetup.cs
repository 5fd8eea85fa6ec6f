using Becs.Domain.Shared;

namespace Becs.Server.Operations;

/// <summary>
/// Registers the domain's commands: every public class of Becs.Domain whose one constructor asks only for ports of the domain, for the clock
/// or for other such classes. They live as long as their operation.
/// </summary>
internal static class DomainSetup
{
    public static IServiceCollection AddDomain(this IServiceCollection services)
    {
        var candidates = typeof(IIdGenerator).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsPublic: true, IsAbstract: false, IsGenericTypeDefinition: false }
                && t.GetConstructors() is [var only] && only.GetParameters().Length > 0
                && !t.IsAssignableTo(typeof(Exception)) && t.GetInterfaces().All(i => !IsPort(i)))
            .ToList();
        var commands = new HashSet<Type>();
        while (candidates.RemoveAll(t => Asks(t).All(p => IsPort(p) || p == typeof(TimeProvider) || commands.Contains(p)) && commands.Add(t)) > 0)
        {
            // Each round admits classes that ask for those of the rounds before.
        }

        foreach (var command in commands)
        {
            services.AddScoped(command);
        }

        return services;
    }

    private static IEnumerable<Type> Asks(Type type) => type.GetConstructors()[0].GetParameters().Select(p => p.ParameterType);

    private static bool IsPort(Type type) =>
        type.IsInterface && type.Namespace?.StartsWith("Becs.Domain", StringComparison.Ordinal) == true;
}
