namespace Becs.Server.Simulation;

/// <summary>Codes of the lots and equipment the day works with; the demo data has them at both sites.</summary>
internal static class SupplyRoom
{
    public const string BagLot = "BAG-2026-01";
    public const string ReagentLot = "REA-2026-01";
    public const string Scale = "SCALE-01";
    public const string Analyser = "ANA-01";
}
