using System.Reflection;

namespace Becs.Activities.Tests.Bank;

/// <summary>Gives the stores it was given and makes the domain's classes over them, once each.</summary>
internal sealed class Services : IServiceProvider
{
    private readonly Dictionary<Type, object> _made = [];

    /// <summary>Serves an object under every port it implements.</summary>
    public void Add(object store)
    {
        foreach (var port in store.GetType().GetInterfaces().Append(store.GetType()))
        {
            _made[port] = store;
        }
    }

    public T Get<T>()
        where T : notnull => (T)GetService(typeof(T));

    public object GetService(Type serviceType)
    {
        if (!_made.TryGetValue(serviceType, out var service))
        {
            var constructor = Assert.Single(serviceType.GetConstructors(BindingFlags.Public | BindingFlags.Instance));
            service = constructor.Invoke([.. constructor.GetParameters().Select(p => GetService(p.ParameterType))]);
            _made[serviceType] = service;
        }

        return service;
    }
}
