using System.Globalization;

namespace Becs.Server.Instances;

/// <summary>Curves between boxes.</summary>
public static class GraphPaths
{
    /// <summary>From the right side of one box to the left of the next; a loop back goes under both.</summary>
    public static string Curve(GraphBox from, GraphBox to)
    {
        if (to.X >= from.Right - 1)
        {
            var bend = Math.Max(24, (to.X - from.Right) / 2);
            return Line($"M {from.Right} {from.MiddleY} C {from.Right + bend} {from.MiddleY} {to.X - bend} {to.MiddleY} {to.X} {to.MiddleY}");
        }

        if (Math.Abs(to.X - from.X) < GraphBox.Width)
        {
            var (start, end) = to.Y > from.Y ? (from.Bottom, to.Y) : (from.Y, to.Bottom);
            var middle = (start + end) / 2;
            return Line($"M {from.MiddleX} {start} C {from.MiddleX} {middle} {to.MiddleX} {middle} {to.MiddleX} {end}");
        }

        var under = Math.Max(from.Bottom, to.Bottom) + 40;
        return Line($"M {from.MiddleX} {from.Bottom} C {from.MiddleX} {under} {to.MiddleX} {under} {to.MiddleX} {to.Bottom}");
    }

    /// <summary>Where the outcome's label stands: near its source, where branches still differ.</summary>
    public static (double X, double Y) Label(GraphBox from, GraphBox to) => to.X >= from.Right - 1
        ? (from.Right + 8, from.MiddleY + ((to.MiddleY - from.MiddleY) * 0.3) - 6)
        : Math.Abs(to.X - from.X) < GraphBox.Width
            ? (from.MiddleX + 8, to.Y > from.Y ? from.Bottom + 18 : from.Y - 8)
            : (from.MiddleX - 90, from.Bottom + 26);

    /// <summary>A number as SVG writes it.</summary>
    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Cuts a text to fit a box; the whole text is in the tooltip and the list.</summary>
    public static string Fit(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "\u2026";

    private static string Line(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
