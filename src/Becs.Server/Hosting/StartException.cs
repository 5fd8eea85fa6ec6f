namespace Becs.Server.Hosting;

/// <summary>The server cannot start or a verb cannot finish, for a reason the operator can mend. The message is the one sentence they see.</summary>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Exit code of a start or verb that was refused.</summary>
    public const int ExitCode = 2;

    /// <summary>Refuses a setting: names it as the operator writes it, its value, and what is allowed.</summary>
    public static StartException Setting(string key, string? value, string allowed) =>
        new($"Setting {Name(key)} is {(string.IsNullOrEmpty(value) ? "empty" : $"'{value}'")}. Allowed: {allowed}.");

    /// <summary>The environment-variable form of a configuration key.</summary>
    public static string Name(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
