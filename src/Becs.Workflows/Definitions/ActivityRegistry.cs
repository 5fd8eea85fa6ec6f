using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Becs.Workflows.Definitions;

/// <summary>
/// The activity types a definition may use: a closed list; no type is ever loaded by a name from input.
/// </summary>
public sealed class ActivityRegistry
{
    private readonly Dictionary<(string Type, int Version), ActivityDescriptor> _descriptors = [];

    /// <summary>A registry with the stock activities and those of more assemblies.</summary>
    /// <param name="assemblies">Every public, concrete <see cref="Activity"/> in them is registered.</param>
    public ActivityRegistry(params IEnumerable<Assembly> assemblies)
    {
        AddAssembly(typeof(ActivityRegistry).Assembly);
        foreach (var assembly in assemblies)
        {
            AddAssembly(assembly);
        }
    }

    /// <summary>Every type and version, by name and version.</summary>
    public IEnumerable<ActivityDescriptor> Descriptors =>
        _descriptors.Values.OrderBy(d => d.TypeName, StringComparer.Ordinal).ThenBy(d => d.Version);

    /// <summary>Registers one type.</summary>
    /// <typeparam name="T">The class.</typeparam>
    public ActivityRegistry Add<T>()
        where T : Activity => Add(typeof(T));

    /// <summary>Registers one type.</summary>
    /// <param name="type">A concrete <see cref="Activity"/> with a constructor without parameters.</param>
    /// <exception cref="ArgumentException">Its name and version are taken.</exception>
    public ActivityRegistry Add(Type type)
    {
        var descriptor = ActivityDescriber.Describe(type);
        if (!_descriptors.TryAdd((descriptor.TypeName, descriptor.Version), descriptor))
        {
            throw new ArgumentException($"Activity {descriptor.TypeName} version {descriptor.Version} is registered twice.");
        }

        return this;
    }

    /// <summary>Registers every public, concrete activity of an assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    public ActivityRegistry AddAssembly(Assembly assembly)
    {
        foreach (var type in assembly.GetExportedTypes())
        {
            if (type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsSubclassOf(typeof(Activity)))
            {
                Add(type);
            }
        }

        return this;
    }

    /// <summary>What a class is, registered or (inside a composite) not.</summary>
    internal ActivityDescriptor Describe(Type type) =>
        _descriptors.Values.FirstOrDefault(d => d.ClrType == type) ?? ActivityDescriber.Describe(type);

    /// <summary>Finds a type.</summary>
    /// <param name="type">Its name.</param>
    /// <param name="version">Its version; 0 for the newest.</param>
    /// <param name="descriptor">What it is.</param>
    public bool TryFind(string type, int version, [NotNullWhen(true)] out ActivityDescriptor? descriptor)
    {
        if (version > 0)
        {
            return _descriptors.TryGetValue((type, version), out descriptor);
        }

        descriptor = _descriptors.Values.Where(d => d.TypeName == type).MaxBy(d => d.Version);
        return descriptor is not null;
    }
}
