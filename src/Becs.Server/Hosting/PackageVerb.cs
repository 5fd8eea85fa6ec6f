using Becs.Persistence.Keys;
using Becs.Server.ChangeControl;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Errors;

namespace Becs.Server.Hosting;

/// <summary>
/// Says whether a package file is what its hash says and whether this build can run it, or whether a validation archive is what the
/// establishment signed. Neither asks the database.
/// </summary>
internal static class PackageVerb
{
    public static async Task<int> RunAsync(IServiceProvider services, BecsSettings settings, string[] args)
    {
        if (args.Length == 0 || !File.Exists(args[0]))
        {
            throw new StartException(args.Length == 0 ? "Usage: verify-package FILE [HASH | KEYFILE]" : $"There is no file '{args[0]}'.");
        }

        if (new FileInfo(args[0]).Length > StoredZip.MostBytes)
        {
            Console.WriteLine($"Not valid: the file is longer than {StoredZip.MostBytes} bytes.");
            return 1;
        }

        var bytes = await File.ReadAllBytesAsync(args[0]);
        return bytes is [(byte)'P', (byte)'K', ..] || args[0].EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? await ArchiveAsync(services, bytes, args.ElementAtOrDefault(1)) : Package(services, bytes, args.ElementAtOrDefault(1));
    }

    private static int Package(IServiceProvider services, byte[] bytes, string? hash)
    {
        try
        {
            var package = WorkflowPackage.Open(bytes, hash);
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

    /// <summary>Trusted is the key in the file named, else the establishment's own keys in the key folder.</summary>
    private static async Task<int> ArchiveAsync(IServiceProvider services, byte[] bytes, string? keyFile)
    {
        if (keyFile is not null && !File.Exists(keyFile))
        {
            throw new StartException($"There is no file '{keyFile}'.");
        }

        var trusted = keyFile is null ? null : Fingerprint(await File.ReadAllTextAsync(keyFile), keyFile);
        var signer = services.GetRequiredService<ExportSigner>();
        var check = ValidationArchiveCheck.Of(bytes, key => trusted is null ? signer.Knows(key) : ExportSigner.Fingerprint(key) == trusted);
        foreach (var line in check.Summary)
        {
            Console.WriteLine(line);
        }

        foreach (var problem in check.Problems)
        {
            Console.WriteLine($"Not valid: {problem}");
        }

        Console.WriteLine(check.Problems.Count == 0 ? "Valid." : $"{check.Problems.Count} problems.");
        return check.Problems.Count == 0 ? 0 : 1;
    }

    private static string Fingerprint(string pem, string file)
    {
        try
        {
            return ExportSigner.Fingerprint(pem);
        }
        catch (Exception e) when (e is ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            throw new StartException($"'{file}' holds no RSA public key in PEM.");
        }
    }
}
