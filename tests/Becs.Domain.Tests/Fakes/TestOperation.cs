using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Domain.Tests.Fakes;

/// <summary>The operation of a test; <see cref="As"/> changes who acts.</summary>
public sealed class TestOperation : ICurrentOperation
{
    private readonly FakeTimeProvider _clock;

    public TestOperation(FakeTimeProvider clock)
    {
        _clock = clock;
        Context = Make("reg1", []);
    }

    public OperationContext Context { get; private set; }

    public static SiteId Site { get; } = new(new Guid("01900000-0000-7000-8000-000000000001"));

    /// <summary>A new operation by this person, at the clock's instant.</summary>
    public void As(string user, params string[] permissions) => Context = Make(user, permissions);

    /// <summary>The person signs in this operation.</summary>
    public void Sign(string meaning) => Context = Context with
    {
        Signature = new Signature
        {
            Id = Guid.Parse($"01900000-0000-7000-8000-{Math.Abs(HashCode(Context.UserName + meaning)):000000000000}"),
            UserId = Context.UserId,
            UserName = Context.UserName,
            PrintedName = Context.PrintedName,
            SignedAt = Context.NowAt,
            SiteTimeZone = Context.SiteTimeZone.Id,
            Meaning = meaning,
            Reason = "test",
            SignedHash = new string('0', 64),
            Subject = "test",
        },
    };

    public void With(Func<OperationContext, OperationContext> change) => Context = change(Context);

    public static Guid UserId(string user) => Guid.Parse($"01900000-0000-7000-9000-{Math.Abs(HashCode(user)):000000000000}");

    private OperationContext Make(string user, IEnumerable<string> permissions) => new()
    {
        OperationId = Guid.Parse($"01900000-0000-7000-a000-{_clock.GetUtcNow().ToUnixTimeMilliseconds() % 1_000_000_000_000:000000000000}"),
        Action = "test.act",
        UserId = UserId(user),
        UserName = user,
        PrintedName = user.ToUpperInvariant(),
        Permissions = permissions.ToHashSet(),
        SiteId = Site,
        SiteTimeZone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York"),
        NowAt = _clock.UtcNow(),
    };

    // The same in every process, unlike string.GetHashCode.
    private static int HashCode(string text) => text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c) & 0x3FFFFFFF);
}
