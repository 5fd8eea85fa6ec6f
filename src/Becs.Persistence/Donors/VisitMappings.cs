using System.Linq.Expressions;
using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Becs.Persistence.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Becs.Persistence.Donors;

internal sealed class VisitMapping : IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<Visit> builder)
    {
        builder.ToTable("visits")
            .FrozenColumns(nameof(Visit.DonorId), nameof(Visit.SiteId), nameof(Visit.DonationType), nameof(Visit.StartedOn));
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Started);
        builder.Ignore(x => x.LatestAnswers).Ignore(x => x.LatestExamination).Ignore(x => x.LatestSelfExclusion)
            .Ignore(x => x.LatestReview).Ignore(x => x.LatestPhysicianDecision);
        builder.HasOne<Donor>().WithMany().HasForeignKey(x => x.DonorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(x => new { x.SiteId, x.StartedOn });
        builder.HasIndex(x => x.DonationId).IsUnique();
        Facts(builder, x => x.IdentityChecks);
        Facts(builder, x => x.Consents);
        Facts(builder, x => x.ConsentWithdrawals);
        Facts(builder, x => x.AnswerSets);
        Facts(builder, x => x.AnswerReviews);
        Facts(builder, x => x.SelfExclusions);
        Facts(builder, x => x.Examinations);
        Facts(builder, x => x.PhysicianDecisions);
    }

    private static void Facts<T>(EntityTypeBuilder<Visit> builder, Expression<Func<Visit, IEnumerable<T>?>> facts)
        where T : class
    {
        builder.HasMany(facts).WithOne().HasForeignKey("VisitId").OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(Expression.Lambda<Func<Visit, IEnumerable<T>?>>(facts.Body, facts.Parameters)!).AutoInclude();
    }
}

internal sealed class IdentityCheckMapping : IEntityTypeConfiguration<IdentityCheck>
{
    public void Configure(EntityTypeBuilder<IdentityCheck> builder)
    {
        builder.ToTable("identity_checks").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.Ignore(x => x.Passed);
        builder.Json(x => x.Matched);
        builder.Json(x => x.Mismatched);
        builder.HasIndex(x => new { x.VisitId, x.Order }).IsUnique();
    }
}

internal sealed class ConsentMapping : IEntityTypeConfiguration<Consent>
{
    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("consents").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class ConsentWithdrawalMapping : IEntityTypeConfiguration<ConsentWithdrawal>
{
    public void Configure(EntityTypeBuilder<ConsentWithdrawal> builder)
    {
        builder.ToTable("consent_withdrawals").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class AnswerSetMapping : IEntityTypeConfiguration<AnswerSet>
{
    public void Configure(EntityTypeBuilder<AnswerSet> builder)
    {
        builder.ToTable("answer_sets").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => new { x.VisitId, x.Version }).IsUnique();
    }
}

internal sealed class AnswerReviewMapping : IEntityTypeConfiguration<AnswerReview>
{
    public void Configure(EntityTypeBuilder<AnswerReview> builder)
    {
        builder.ToTable("answer_reviews").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
    }
}

internal sealed class SelfExclusionMapping : IEntityTypeConfiguration<SelfExclusion>
{
    public void Configure(EntityTypeBuilder<SelfExclusion> builder)
    {
        builder.ToTable("self_exclusions").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => new { x.VisitId, x.Version }).IsUnique();
    }
}

internal sealed class ExaminationMapping : IEntityTypeConfiguration<Examination>
{
    public void Configure(EntityTypeBuilder<Examination> builder)
    {
        builder.ToTable("examinations").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.HasIndex(x => new { x.VisitId, x.Version }).IsUnique();
    }
}

internal sealed class PhysicianDecisionMapping : IEntityTypeConfiguration<PhysicianDecision>
{
    public void Configure(EntityTypeBuilder<PhysicianDecision> builder)
    {
        builder.ToTable("physician_decisions").AppendOnly();
        builder.HasKey(x => x.Id);
        builder.ComplexProperty(x => x.Stamp);
        builder.Json(x => x.Codes);
        builder.HasIndex(x => new { x.VisitId, x.Version }).IsUnique();
    }
}
