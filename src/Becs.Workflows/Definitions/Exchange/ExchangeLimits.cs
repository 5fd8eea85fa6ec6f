namespace Becs.Workflows.Definitions.Exchange;

/// <summary>How much an import reads before it gives up.</summary>
/// <param name="FileBytes">One definition.</param>
/// <param name="Entries">Files in an archive.</param>
/// <param name="TotalBytes">All files of an archive, unpacked.</param>
/// <param name="Ratio">How many times larger than packed a file may be, above 64 KB.</param>
public sealed record ExchangeLimits(
    int FileBytes = 4 * 1024 * 1024, int Entries = 500, long TotalBytes = 64 * 1024 * 1024, int Ratio = 100);
