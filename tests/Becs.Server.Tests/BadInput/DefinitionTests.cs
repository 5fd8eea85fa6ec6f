using Becs.Server.ChangeControl;
using Becs.Server.Hosting;
using Becs.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.BadInput;

/// <summary>Definition files that do not validate: refused by name and place, the others load.</summary>
public sealed class DefinitionTests(BecsServer server) : IClassFixture<BecsServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("becs-definitions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("\"Becs.CoSignHold\"", "\"Becs.Teleport\"", "Becs.Teleport")]
    [InlineData("\"Elsa.SetVariable\"", "\"Elsa.Nothing\"", "Elsa.Nothing")]
    [InlineData("{", "{{", "quarantine.v1.json")]
    public void Build_WhenAFileIsBroken_ThenItIsRefusedByNameAndTheOthersLoad(string part, string by, string names)
    {
        foreach (var process in new[] { "quarantine", "collection" })
        {
            Copy(Path.Combine(ContentFolders.Workflows, process), Path.Combine(_folder, process));
        }

        var broken = Path.Combine(_folder, "quarantine", "quarantine.v1.json");
        var text = File.ReadAllText(broken);
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(broken, text.Replace(part, by, StringComparison.Ordinal));

        var (packages, refused) = server.Services.GetRequiredService<PackageFolder>().Build(_folder);

        var file = Assert.Single(refused);
        Assert.Contains(names, file.File + " " + file.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', file.Problem);
        Assert.Single(packages);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
