using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;

namespace Becs.Server.Hosting;

/// <summary>Says whether a package file is what its hash says, and whether this build can run it.</summary>
internal static class PackageVerb
{
    public static async Task<int> RunAsync(IServiceProvider services, BecsSettings settings, string[] args)
    {
        if (args.Length == 0 || !File.Exists(args[0]))
        {
            throw new StartException(args.Length == 0 ? "Usage: verify-package FILE [HASH]" : $"There is no file '{args[0]}'.");
        }

        try
        {
            var package = WorkflowPackage.Open(await File.ReadAllBytesAsync(args[0]), args.ElementAtOrDefault(1));
            package.Compile(services.GetRequiredService<ActivityRegistry>());
            Console.WriteLine($"{package.DefinitionId} version {package.Version}");
            Console.WriteLine($"package   {package.PackageHash}");
            Console.WriteLine($"behaviour {package.BehaviourHash}");
            return 0;
        }
        catch (WorkflowEngineException e)
        {
            Console.WriteLine($"Not valid: {e.Message}");
            return 1;
        }
    }
}
