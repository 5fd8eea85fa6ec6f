namespace Becs.Server.Simulation;

/// <summary>The table of the day. It balances when everybody seen and every bag made is accounted for exactly once.</summary>
/// <param name="Seen">Donors seen.</param>
/// <param name="Accepted">Got a donation number.</param>
/// <param name="Deferred">By reason.</param>
/// <param name="OtherVisits">Visits that ended otherwise, by status.</param>
/// <param name="Donations">Donations by status.</param>
/// <param name="Made">Bags made, the used-up whole blood not counted.</param>
/// <param name="Bags">Bags by where they are now.</param>
/// <param name="Requests">Bags ordered.</param>
/// <param name="Fates">Ordered bags by what became of the request.</param>
/// <param name="Among">What the day had besides the usual, counted again from the records; no part of the balance.</param>
internal sealed record DayBalance(
    int Seen, int Accepted, IReadOnlyDictionary<string, int> Deferred, IReadOnlyDictionary<string, int> OtherVisits,
    IReadOnlyDictionary<string, int> Donations, int Made, IReadOnlyDictionary<string, int> Bags, int Requests,
    IReadOnlyDictionary<string, int> Fates, IReadOnlyDictionary<string, int> Among)
{
    public bool Balances => Seen == Accepted + Deferred.Values.Sum() + OtherVisits.Values.Sum()
        && Accepted == Donations.Values.Sum()
        && Made == Bags.Values.Sum()
        && Requests == Fates.Values.Sum()
        && Fates.Values.All(count => count >= 0);

    public void Print(TextWriter output)
    {
        output.WriteLine();
        Line(output, "Donors seen", Seen);
        Line(output, "  accepted", Accepted);
        Lines(output, "  deferred", Deferred);
        Lines(output, "  ended otherwise", OtherVisits);
        Line(output, "Donations", Donations.Values.Sum());
        Lines(output, "  ", Donations);
        Line(output, "Units made", Made);
        Lines(output, "  ", Bags);
        Line(output, "Units ordered", Requests);
        Lines(output, "  ", Fates);
        output.WriteLine("Among them");
        Lines(output, "  ", Among);
        output.WriteLine(Balances ? "The day balances." : "THE DAY DOES NOT BALANCE.");
    }

    private static void Lines(TextWriter output, string lead, IReadOnlyDictionary<string, int> counts)
    {
        foreach (var (name, count) in counts.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            Line(output, lead.Trim().Length == 0 ? $"  {name}" : $"{lead}: {name}", count);
        }
    }

    private static void Line(TextWriter output, string name, int count) => output.WriteLine($"{name,-48}{count,6}");
}
