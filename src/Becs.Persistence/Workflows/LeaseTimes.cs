namespace Becs.Persistence.Workflows;

/// <summary>How long a node has signals and timers in hand. Everything inside moves again within ten seconds.</summary>
public static class LeaseTimes
{
    /// <summary>From the taking on; by the machine's clock.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(8);

    /// <summary>Of a request to another system, whose answer may take its time.</summary>
    public static readonly TimeSpan RequestHold = TimeSpan.FromMinutes(1);

    /// <summary>After this a node stops beginning with rows it has in hand: what is left is taken anew.</summary>
    public static readonly TimeSpan Work = TimeSpan.FromSeconds(5);
}
