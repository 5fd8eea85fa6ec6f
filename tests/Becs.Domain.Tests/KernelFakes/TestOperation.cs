using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Domain.Tests.KernelFakes;

/// <summary>Who acts, and when. Each <see cref="As"/> begins a new operation.</summary>
public sealed class TestOperation : ICurrentOperation
{
    public static readonly SiteId Site = new(new Guid("01900000-0000-7000-8000-000000000001"));
    public static readonly SiteId OtherSite = new(new Guid("01900000-0000-7000-8000-000000000002"));
    public const string ApprovedPackage = "approved";

    private OperationContext? _context;

    public TestOperation()
    {
        Ids = new IdGenerator(Clock);
        As("nobody");
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 10, 14, 0, 0, TimeSpan.Zero));

    public IIdGenerator Ids { get; }

    public OperationContext Context => _context!;

    /// <summary>A new operation of this person with these permissions, under an approved workflow.</summary>
    public OperationContext As(string user, params string[] permissions)
    {
        _context = new OperationContext
        {
            OperationId = Ids.New(),
            Action = "test.act",
            UserId = IdOf(user),
            UserName = user,
            PrintedName = user,
            Permissions = new HashSet<string>(permissions, StringComparer.Ordinal),
            SiteId = Site,
            SiteTimeZone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York"),
            NowAt = Clock.UtcNow(),
            PackageHash = ApprovedPackage,
        };
        return _context;
    }

    /// <summary>The same operation, otherwise.</summary>
    public OperationContext With(Func<OperationContext, OperationContext> change) => _context = change(Context);

    /// <summary>The person signs in this operation.</summary>
    public Signature Sign(string meaning, string subject, string signedHash = "hash")
    {
        var signature = new Signature
        {
            Id = Ids.New(),
            UserId = Context.UserId,
            UserName = Context.UserName,
            PrintedName = Context.PrintedName,
            SignedAt = Context.NowAt,
            SiteTimeZone = Context.SiteTimeZone.Id,
            Meaning = meaning,
            Reason = "test",
            SignedHash = signedHash,
            Subject = subject,
        };
        With(c => c with { Signature = signature });
        return signature;
    }

    public static Guid IdOf(string user)
    {
        var bytes = new byte[16];
        System.Text.Encoding.ASCII.GetBytes(user.AsSpan(0, Math.Min(16, user.Length)), bytes);
        return new Guid(bytes);
    }
}
