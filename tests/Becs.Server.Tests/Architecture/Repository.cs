using System.Diagnostics;

namespace Becs.Server.Tests.Architecture;

/// <summary>The repository these tests were built from: its tracked files.</summary>
internal static class Repository
{
    private static readonly string[] NotText =
        [".png", ".ico", ".jpg", ".woff", ".woff2", ".ttf", ".pdf", ".zip", ".gz", ".tgz", ".wasm", ".dll", ".db"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> AllFiles = new(Load);

    public static string Root { get; } = FindRoot();

    /// <summary>Every text file under version control (or, in an unpacked archive, every file that is not built).</summary>
    public static IReadOnlyList<SourceFile> Files => AllFiles.Value;

    public static SourceFile? Find(string path) => Files.FirstOrDefault(f => f.Path == path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Becs.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Becs.sln was not found above the test.");
    }

    private static List<SourceFile> Load() =>
        [.. (Tracked() ?? Unpacked())
            .Where(p => !NotText.Contains(Path.GetExtension(p)))
            .Select(p => (Relative: p, Full: Path.Combine(Root, p)))
            .Where(p => File.Exists(p.Full))
            .Select(p => new SourceFile(p.Relative, File.ReadAllText(p.Full)))];

    private static string[]? Tracked()
    {
        try
        {
            // Files not yet added count too: a guard that waits for the commit speaks too late.
            var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            var paths = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? paths.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no git on this machine
        }
    }

    private static string[] Unpacked()
    {
        string[] built = ["bin", "obj", "node_modules", "TestResults", "data", ".git", ".vs", ".idea"];
        return [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Root, p).Replace('\\', '/'))
            .Where(p => !p.Split('/').Any(built.Contains))];
    }
}
