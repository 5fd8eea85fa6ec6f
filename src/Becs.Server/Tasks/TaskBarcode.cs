namespace Becs.Server.Tasks;

/// <summary>The barcode printed on a work sheet: scanning it opens the task.</summary>
public static class TaskBarcode
{
    private const string Prefix = "TSK-";

    public static string Of(Guid task) => Prefix + task.ToString("N").ToUpperInvariant();

    public static bool TryRead(string text, out Guid task)
    {
        task = Guid.Empty;
        return text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Guid.TryParseExact(text[Prefix.Length..], "N", out task);
    }
}
