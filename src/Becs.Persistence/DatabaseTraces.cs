namespace Becs.Persistence;

/// <summary>Where the spans of database statements come from: text with placeholders, never values.</summary>
public static class DatabaseTraces
{
    public const string Source = "Npgsql";
}
