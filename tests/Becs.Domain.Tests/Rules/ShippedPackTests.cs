using Becs.Domain.Isbt128;
using Becs.Domain.Rules;

namespace Becs.Domain.Tests.Rules;

public class ShippedPackTests
{
    [Fact]
    public void Packs_WhenLoadedTogether_ThenTheCentreOnlyTightens() => Assert.Equal(2, Packs.Site.Packs.Count);

    [Fact]
    public void Rules_WhenShipped_ThenEachHasCitationAndEvidence()
    {
        var rules = Packs.Us.Rules.Concat(Packs.Centre.Rules).ToList();
        Assert.True(rules.Count > 250, $"{rules.Count} rules");
        Assert.All(rules, rule =>
        {
            Assert.False(string.IsNullOrWhiteSpace(rule.Cite), rule.Id);
            Assert.True(Enum.IsDefined(rule.Evidence), rule.Id);
            Assert.Equal(rule.Evidence == Evidence.Unconfirmed, rule.Unconfirmed is not null);
            Assert.Equal(64, rule.PackHash.Length);
        });
    }

    [Fact]
    public void Deferrals_WhenNamedByARule_ThenAreInTheCodeList()
    {
        var known = Packs.Law.All<DeferralCodeRule>().Select(r => r.Code).ToHashSet();
        var used = Packs.Site.All<AcceptanceRule>().Where(r => !r.Fail.Refer).Select(r => r.Fail.Deferral)
            .Concat(Packs.Site.All<IntervalRule>().Select(r => r.Deferral))
            .Concat(Packs.Site.All<LossIntervalRule>().Select(r => r.Deferral))
            .Concat(Packs.Site.All<CountCapRule>().Select(r => r.Deferral))
            .Concat(Packs.Site.All<LossCapRule>().Select(r => r.Deferral))
            .Concat(Packs.Site.All<ExposureRule>().Select(r => r.Deferral))
            .Concat(Packs.Site.All<MedicationRule>().Select(r => r.Deferral).OfType<string>())
            .Concat(Packs.Site.All<TestRule>().Select(r => r.Effect?.Deferral).OfType<string>())
            .Concat(Packs.Site.All<SelfExclusionRule>().Select(r => r.Deferral));
        Assert.Empty(used.Where(code => !known.Contains(code)).Distinct());
    }

    [Fact]
    public void Questions_WhenTheyNameExposuresOrQuestions_ThenTheseExist()
    {
        var exposures = Packs.Law.All<ExposureRule>().ToLookup(r => r.Exposure);
        var codes = Packs.Law.All<QuestionRule>().Select(q => q.Code).ToHashSet();
        Assert.All(Packs.Law.All<QuestionRule>(), question =>
        {
            Assert.True(question.AskIf is null || codes.Contains(question.AskIf), question.Code);
            foreach (var exposure in question.Exposures)
            {
                var rules = exposures[exposure].ToList();
                Assert.NotEmpty(rules);

                // A wait counted from a date needs the question to ask for it; a lifting fact needs its follow-up.
                Assert.All(rules, rule => Assert.True(
                    rule.Wait is null or { Unit: DurationUnit.Permanent or DurationUnit.UntilCondition }
                    || question.FollowUps.Any(f => f.Kind == FollowUpKind.Date),
                    question.Code));
                Assert.All(rules, rule => Assert.True(
                    rule.Unless is null || question.FollowUps.Any(f => f.Code == rule.Unless), question.Code));
            }
        });
    }

    [Fact]
    public void Products_WhenShipped_ThenNameShelfLifeAndModificationRulesOfTheirClass()
    {
        var table = ProductTable.Parse(File.ReadAllBytes(
            Path.Combine(Packs.Root, "workflows", "rules", "isbt128", "product-codes.sample.json")));
        Assert.False(table.IsValidatedByIccbba);
        Assert.Equal(29, table.Products.Count);
        Assert.All(table.Products, product =>
        {
            Assert.Contains(
                Packs.Law.All<ShelfLifeRule>(), r => r.Key == product.ShelfLife && r.Classes.Contains(product.Class));
            Assert.All(product.ModificationLimits, key => Assert.Contains(
                Packs.Law.All<ModificationRule>(), r => r.Key == key && r.Classes.Contains(product.Class)));
        });
    }

    [Fact]
    public void Hash_WhenOneByteOfOneFileChanges_ThenDiffers()
    {
        var files = Packs.Folder("us");
        files["acceptance.json"] = [.. files["acceptance.json"], (byte)'\n'];
        Assert.NotEqual(Packs.Us.Hash, RulePack.Parse(files).Hash);
        Assert.Equal(Packs.Us.Hash, RulePack.Parse(Packs.Folder("us")).Hash);
    }
}
