namespace Becs.Server.Hosting.Clocks;

/// <summary>What the clock says and which kind it is; pages show a banner when it is virtual.</summary>
public sealed record ClockState(ClockMode Mode, DateTime NowAt)
{
    public bool IsVirtual => Mode == ClockMode.Virtual;
}
