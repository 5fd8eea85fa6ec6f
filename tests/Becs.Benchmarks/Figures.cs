using System.Globalization;

namespace Becs.Benchmarks;

/// <summary>How figures are written: one <c>name: value</c> row each.</summary>
internal static class Figures
{
    public static void Print(string name, double value) => Console.WriteLine(
        $"{name}: {value.ToString(Math.Abs(value) >= 100 ? "F0" : "F2", CultureInfo.InvariantCulture)}");

    public static void Say(string sentence) => Console.WriteLine($"# {sentence}");

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
