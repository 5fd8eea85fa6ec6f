namespace Becs.Domain.Rules;

/// <summary>
/// Conversion of measured values, done once, where they are captured; the raw value and its unit are kept beside.
/// Rounding is always to the side that accepts less.
/// </summary>
public static class CapturedUnits
{
    /// <summary>g/L is tenths of g/dL: 135 g/L = 13.5 g/dL.</summary>
    public static int HaemoglobinFromGPerL(int gPerL) => gPerL;

    /// <summary>Haemoglobin (monomer) in mmol/L: 1 mmol/L = 1.6114 g/dL, cut to the tenth below.</summary>
    public static int HaemoglobinFromMmolPerL(decimal mmolPerL) => (int)decimal.Floor(mmolPerL * 16.114m);

    /// <summary>Pounds to tenths of kg by the 2.2 that makes 110 lb = 50 kg in 21 CFR 630.10, cut to the tenth
    /// below.</summary>
    public static int WeightFromPounds(decimal pounds) => (int)decimal.Floor(pounds * 10m / 2.2m);

    /// <summary>Fahrenheit to tenths of °C, up to the next tenth: 99.5 °F = 37.5 °C.</summary>
    public static int TemperatureFromFahrenheit(decimal fahrenheit) =>
        (int)decimal.Ceiling((fahrenheit - 32m) * 50m / 9m);
}
