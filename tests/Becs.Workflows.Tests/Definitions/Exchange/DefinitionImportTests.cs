using System.IO.Compression;
using System.Text;
using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Exchange;
using static Becs.Workflows.Tests.TestDefinition;

namespace Becs.Workflows.Tests.Definitions.Exchange;

public sealed class DefinitionImportTests
{
    private static readonly byte[] Sound = GeneratedDefinitions.Bytes(Of(Line("A")).Document());

    [Fact]
    public void Zip_WhenExported_ThenIsImportedTheSame()
    {
        WorkflowDefinition[] definitions = [.. Enumerable.Range(1, 3).Select(i =>
            WorkflowDefinition.Parse(GeneratedDefinitions.Bytes(GeneratedDefinitions.Make(new Dice((ulong)i)))))];
        var zip = DefinitionExport.ToZip(definitions);
        var read = DefinitionImport.Read("all.zip", zip);

        Assert.Equal(["workflow-definition-test.v1.json", "workflow-definition-test.v1-2.json", "workflow-definition-test.v1-3.json"],
            read.Select(r => r.FileName));
        Assert.Equal(definitions.Select(DefinitionExport.ToFile), read.Select(r => DefinitionExport.ToFile(r.Definition!)));
        Assert.Equal(zip, DefinitionExport.ToZip(definitions));
    }

    [Fact]
    public void Json_WhenItHasAByteOrderMark_ThenIsRead() =>
        Assert.NotNull(Assert.Single(DefinitionImport.Read("a.json", (byte[])[0xEF, 0xBB, 0xBF, .. Sound])).Definition);

    [Theory]
    [InlineData("not json", "json.invalid")]
    [InlineData("[]", "json.notAnObject")]
    [InlineData("{}", "root.missing")]
    public void Json_WhenItIsNoDefinition_ThenSaysSo(string text, string code)
    {
        var result = Assert.Single(DefinitionImport.Read("a.json", Encoding.UTF8.GetBytes(text)));

        Assert.Equal((null, code), (result.Definition, Assert.Single(result.Problems).Code));
    }

    [Theory]
    [InlineData("../evil.json")]
    [InlineData("a/../../evil.json")]
    [InlineData("/etc/evil.json")]
    [InlineData("C:evil.json")]
    [InlineData("..\\evil.json")]
    public void Zip_WhenANameLeadsOut_ThenIsRefused(string name) =>
        Assert.Equal("zip.path", CodeOf(Zip((name, Sound))));

    [Fact]
    public void Zip_WhenAFileIsForeign_ThenOnlyThatIsRefused()
    {
        var read = DefinitionImport.Read("z.zip", Zip(("a.json", Sound), ("b.exe", Sound), ("folder/c.json", Sound)));

        Assert.Equal([true, false, true], read.Select(r => r.Definition is not null));
        Assert.Equal("zip.foreign", read[1].Problems[0].Code);
    }

    [Fact]
    public void Zip_WhenTwoFilesHaveOneName_ThenTheSecondIsRefused() =>
        Assert.Equal("zip.duplicate", DefinitionImport.Read("z.zip", Zip(("a.json", Sound), ("A.json", Sound)))[1].Problems[0].Code);

    [Theory]
    [InlineData(2, null)]
    [InlineData(3, "zip.entries")]
    public void Zip_WhenItHasManyFiles_ThenIsRefusedOverTheLimit(int files, string? code) =>
        Assert.Equal(code, CodeOf(
            Zip([.. Enumerable.Range(0, files).Select(i => ($"{i}.json", Sound))]), new ExchangeLimits(Entries: 2)));

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "file.tooLarge")]
    public void File_WhenItIsLarge_ThenIsRefusedOverTheLimit(int bytes, string? code)
    {
        var padded = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Sound).PadRight(bytes));

        Assert.Equal(code, CodeOf(padded, new ExchangeLimits(FileBytes: 1000)));
        Assert.Equal(code, CodeOf(Zip(("a.json", padded)), new ExchangeLimits(FileBytes: 1000)));
    }

    [Fact]
    public void Zip_WhenAllFilesTogetherAreLarge_ThenIsRefused() =>
        Assert.Equal("zip.total", CodeOf(Zip(("a.json", Sound), ("b.json", Sound)), new ExchangeLimits(TotalBytes: Sound.Length + 10)));

    /// <summary>Two megabytes of one letter pack into two kilobytes.</summary>
    [Fact]
    public void Zip_WhenAFileIsABomb_ThenIsRefusedBeforeItIsUnpacked() => Assert.Equal("file.tooLarge", CodeOf(
        Zip(("a.json", Encoding.UTF8.GetBytes($"{{\"root\":{{}},\"x\":\"{new string('x', 2_000_000)}\"}}")))));

    [Fact]
    public void Zip_WhenItIsCutOrChanged_ThenNothingIsThrown()
    {
        var zip = Zip(("a.json", Sound), ("b.json", Sound));
        var dice = new Dice(7);
        for (var i = 0; i < 2000; i++)
        {
            var broken = zip[..(dice.Below(4) == 0 ? dice.Below(zip.Length) : zip.Length)].ToArray();
            for (var changes = dice.Below(4); changes > 0 && broken.Length > 2; changes--)
            {
                broken[2 + dice.Below(broken.Length - 2)] = (byte)dice.Below(256);
            }

            Assert.NotEmpty(DefinitionImport.Read("z.zip", broken));
        }
    }

    private static string? CodeOf(byte[] content, ExchangeLimits? limits = null) =>
        DefinitionImport.Read("z.zip", content, limits).SelectMany(r => r.Problems).FirstOrDefault()?.Code;

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
