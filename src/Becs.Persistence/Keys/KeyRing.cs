using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Becs.Persistence.Keys;

/// <summary>
/// The keys outside the database: one file each, <c>&lt;purpose&gt;.&lt;number&gt;.key</c>, in a folder only this user may enter. The highest
/// number of a purpose is the current key; older ones stay to read what they wrote. Losing the folder loses all personal data: back it up
/// apart from the database.
/// </summary>
public sealed class KeyRing(PersistenceOptions options)
{
    private const int KeyBytes = 32;
    private readonly Lock _gate = new();
    private volatile IReadOnlyDictionary<(KeyPurpose Purpose, string KeyId), byte[]>? _keys;

    private IReadOnlyDictionary<(KeyPurpose Purpose, string KeyId), byte[]> Keys
    {
        get
        {
            lock (_gate)
            {
                return _keys ??= Load();
            }
        }
    }

    /// <summary>Id of the key to write with.</summary>
    public string CurrentId(KeyPurpose purpose)
    {
        var ids = Keys.Keys.Where(k => k.Purpose == purpose).Select(k => k.KeyId).ToList();
        return ids.Count > 0
            ? ids.MaxBy(id => int.Parse(id, CultureInfo.InvariantCulture))!
            : throw new InvalidOperationException(
                $"Key file for {purpose} is missing in '{options.KeysPath}' (setting Becs__Keys__Path). Restore it from its backup.");
    }

    /// <summary>
    /// Id of the key to write with, made if there is none yet. Only for keys whose loss loses nothing that was written: <see cref="KeyPurpose.SignExports"/>.
    /// </summary>
    public string CurrentOrNewId(KeyPurpose purpose)
    {
        if (Keys.Keys.All(k => k.Purpose != purpose))
        {
            CreateFolder();
            Write(purpose, 1);
            Forget();
        }

        return CurrentId(purpose);
    }

    public byte[] Get(KeyPurpose purpose, string keyId) => TryGet(purpose, keyId, out var key)
        ? key
        : throw new InvalidOperationException(
            $"Key {purpose} {keyId} is missing in '{options.KeysPath}' (setting Becs__Keys__Path). Restore it from its backup.");

    public bool TryGet(KeyPurpose purpose, string keyId, [NotNullWhen(true)] out byte[]? key) =>
        Keys.TryGetValue((purpose, keyId), out key);

    /// <summary>
    /// Makes the keys that do not exist yet. Only for a new, empty database: beside an old one it would hide that the keys were lost.
    /// </summary>
    public void CreateMissing()
    {
        CreateFolder();
        foreach (var purpose in Enum.GetValues<KeyPurpose>().Where(p => p != KeyPurpose.SignExports))
        {
            if (!File.Exists(FileOf(purpose, 1)))
            {
                Write(purpose, 1);
            }
        }

        Forget();
    }

    /// <summary>Adds a newer key of a purpose; the older ones stay readable.</summary>
    public string Rotate(KeyPurpose purpose)
    {
        var next = int.Parse(CurrentId(purpose), CultureInfo.InvariantCulture) + 1;
        Write(purpose, next);
        Forget();
        return next.ToString(CultureInfo.InvariantCulture);
    }

    private void Forget()
    {
        lock (_gate)
        {
            _keys = null;
        }
    }

    private Dictionary<(KeyPurpose, string), byte[]> Load()
    {
        var keys = new Dictionary<(KeyPurpose, string), byte[]>();
        if (Directory.Exists(options.KeysPath))
        {
            foreach (var file in Directory.EnumerateFiles(options.KeysPath, "*.key"))
            {
                var name = Path.GetFileName(file).Split('.');
                if (name.Length == 3 && Enum.TryParse<KeyPurpose>(name[0], out var purpose) && int.TryParse(name[1], out _))
                {
                    keys[(purpose, name[1])] = Convert.FromBase64String(File.ReadAllText(file).Trim());
                }
            }
        }

        return keys;
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(options.KeysPath);
            return;
        }

        Directory.CreateDirectory(options.KeysPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void Write(KeyPurpose purpose, int number)
    {
        var settings = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Written under another name first: a reader never sees half a key. Without overwriting: the first of two nodes wins.
        var file = FileOf(purpose, number);
        var unfinished = $"{file}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(4))}";
        using (var stream = new StreamWriter(new FileStream(unfinished, settings)))
        {
            stream.Write(Convert.ToBase64String(NewKey(purpose)));
        }

        try
        {
            File.Move(unfinished, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(unfinished);
        }
    }

    private static byte[] NewKey(KeyPurpose purpose)
    {
        if (purpose == KeyPurpose.SignExports)
        {
            using var rsa = RSA.Create(3072);
            return rsa.ExportPkcs8PrivateKey();
        }

        if (purpose != KeyPurpose.SignAnchors)
        {
            return RandomNumberGenerator.GetBytes(KeyBytes);
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    private string FileOf(KeyPurpose purpose, int number) =>
        Path.Combine(options.KeysPath, string.Create(CultureInfo.InvariantCulture, $"{purpose}.{number}.key"));
}
