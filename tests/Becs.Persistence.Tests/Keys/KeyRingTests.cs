using Becs.Persistence.Keys;

namespace Becs.Persistence.Tests.Keys;

public sealed class KeyRingTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("becs-keys-").FullName, "keys");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void CreateMissing_WhenTheFolderIsNew_ThenOnlyItsOwnerMayReadIt()
    {
        Ring().CreateMissing();

        // The key for exports is made when it is first needed, for good.
        Assert.Equal(Enum.GetValues<KeyPurpose>().Length - 1, Directory.GetFiles(_folder).Length);
        Assert.False(Ring().TryGet(KeyPurpose.SignExports, "1", out _));
        Assert.Equal(("1", "1"), (Ring().CurrentOrNewId(KeyPurpose.SignExports), Ring().CurrentOrNewId(KeyPurpose.SignExports)));
        Assert.Equal(Enum.GetValues<KeyPurpose>().Length, Directory.GetFiles(_folder).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
            foreach (var file in Directory.GetFiles(_folder))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public void CreateMissing_WhenKeysExist_ThenTheyAreKept()
    {
        Ring().CreateMissing();
        var before = Ring().Get(KeyPurpose.AuditMac, "1");
        Ring().CreateMissing();

        Assert.Equal(before, Ring().Get(KeyPurpose.AuditMac, "1"));
    }

    [Fact]
    public void Rotate_WhenANewKeyIsMade_ThenItIsCurrentAndTheOldOneStays()
    {
        var ring = Ring();
        ring.CreateMissing();
        var old = ring.Get(KeyPurpose.WrapPersonKeys, "1");

        Assert.Equal("2", ring.Rotate(KeyPurpose.WrapPersonKeys));
        Assert.Equal("2", ring.CurrentId(KeyPurpose.WrapPersonKeys));
        Assert.Equal(old, ring.Get(KeyPurpose.WrapPersonKeys, "1"));
        Assert.NotEqual(old, ring.Get(KeyPurpose.WrapPersonKeys, "2"));
    }

    [Fact]
    public void CurrentId_WhenTheKeysAreLost_ThenTheSettingIsNamed()
    {
        var lost = Assert.Throws<InvalidOperationException>(() => Ring().CurrentId(KeyPurpose.AuditMac));

        Assert.Contains("Becs__Keys__Path", lost.Message, StringComparison.Ordinal);
    }

    private KeyRing Ring() => new(new PersistenceOptions
    {
        Provider = DatabaseProvider.Sqlite,
        ConnectionString = "",
        KeysPath = _folder,
        AnchorPath = "",
    });
}
