namespace Becs.Persistence.Commit;

/// <summary>Points of a pass of the relay at which a test can make it fail, in their order.</summary>
public static class RelaySteps
{
    public const string Taken = "relay-taken";
    public const string Publishing = "relay-publishing";
    public const string Published = "relay-published";
    public const string MarkingSent = "relay-marking-sent";

    public static readonly IReadOnlyList<string> All = [Taken, Publishing, Published, MarkingSent];
}
