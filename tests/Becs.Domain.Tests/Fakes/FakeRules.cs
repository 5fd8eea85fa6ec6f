using System.Text;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Fakes;

/// <summary>A small pack of law, read by the real reader: enough of each kind of rule to accept a donor and to refuse one.</summary>
public sealed class FakeRules : IRuleBooks
{
    private const string Row = """ "version": 1, "effectiveFrom": "2020-01-01", "cite": "test", "evidence": "V" """;

    private static readonly string[] Rules =
    [
        Limit("HB", "g/dL", ">=", "12.5", """ "deferral": "HB-LOW", "duration": { "unit": "Days", "n": 56 } """,
            """, "alt": { "analyte": "HCT", "unit": "%", "op": ">=", "value": 38 }"""),
        Limit("SYSTOLIC", "mmHg", "<=", "180", """ "deferral": "BP-HIGH", "refer": true """),
        Limit("DIASTOLIC", "mmHg", "<=", "100", """ "deferral": "BP-HIGH", "refer": true """),
        Limit("PULSE", "bpm", "<=", "100", """ "deferral": "PULSE-RATE", "refer": true """),
        Limit("PULSE-REGULAR", "yes/no", "=", "1", """ "deferral": "PULSE-IRREG", "refer": true """),
        Limit("TEMP", "°C", "<=", "37.5", """ "deferral": "TEMP", "duration": { "unit": "UntilCondition", "condition": "well" } """),
        Limit("WEIGHT", "kg", ">=", "50", """ "deferral": "WEIGHT", "duration": { "unit": "UntilCondition", "condition": "50 kg" } """),
        Limit("AGE", "years", ">=", "17", """ "deferral": "AGE-MIN", "duration": { "unit": "UntilCondition", "condition": "17" } """),
        Limit("ARM", "yes/no", "=", "1", """ "deferral": "ARM", "refer": true """),
        Of("interval", "INT", """
            "previous": ["WholeBlood"], "next": ["WholeBlood"], "wait": { "unit": "Days", "n": 56 }, "deferral": "INTERVAL-WB"
            """),
        Of("loss-cap", "LOSS", """
            "substance": "RedCells", "maxMl": 1430, "window": { "unit": "Months", "n": 12 }, "deferral": "LOSS-RBC"
            """),
        Question("WELL", 1, "No", "UNWELL"),
        Question("TATTOO", 2, "Yes", "TATTOO"),
        Of("exposure", "EXP-UNWELL", """
            "exposure": "UNWELL", "deferral": "UNWELL", "wait": { "unit": "UntilCondition", "condition": "well" }
            """),
        Of("exposure", "EXP-TATTOO", """
            "exposure": "TATTOO", "deferral": "TATTOO", "wait": { "unit": "Months", "n": 3 }
            """),
        Code("HB-LOW", false), Code("TATTOO", false), Code("UNWELL", false), Code("INTERVAL-WB", false), Code("TEST-HCV", true),
        Code("TEST-HBC2", true), Code("TEST-HIV", true),
        Of("self-exclusion", "CUE", """ "text": { "en": "May we use it?" }, "deferral": "SELF-EXCLUDE" """),
        Of("draw", "DRAW", """ "nominalMl": [450, 500], "tolerancePercent": 10 """),
        Of("bleed-time", "BLEED", """ "maxMinutes": 15, "classes": ["Platelets", "Plasma"] """),
        Test("ABO-RH", "BloodGroup", null),
        Test("HBC-AB", "Serology", Effect("TEST-HBC2", 2)),
        Test("HCV-AB", "Serology", Effect("TEST-HCV", 1)),
        Test("HIV-NAT", "Nat", Effect("TEST-HIV", 1)),
        Of("reaction-strength", "STRENGTH", """
            "forwardMinimum": "TwoPlus", "reverseMinimum": "OnePlus", "firstTimeDeterminations": 2
            """),
    ];

    private static readonly RuleLibrary Library = new([RulePack.Parse(new Dictionary<string, byte[]>
    {
        ["pack.json"] = Encoding.UTF8.GetBytes("""
            { "id": "test", "kind": "law", "jurisdiction": "test", "title": "Test", "effectiveFrom": "2020-01-01", "files": ["r.json"] }
            """),
        ["r.json"] = Encoding.UTF8.GetBytes($$"""{ "concern": "test", "rules": [{{string.Join(",", Rules)}}] }"""),
    })]);

    public Task<RuleBook> ForAsync(SiteId site, DateOnly on, CancellationToken cancellationToken = default) =>
        Task.FromResult(Library.On(on));

    private static string Of(string kind, string id, string rest) =>
        $$"""{ "kind": "{{kind}}", "id": "{{id}}", {{Row}}, {{rest}} }""";

    private static string Limit(string analyte, string unit, string op, string value, string fail, string more = "") =>
        Of("acceptance", "LIMIT-" + analyte, $$"""
            "test": { "analyte": "{{analyte}}", "unit": "{{unit}}", "op": "{{op}}", "value": {{value}} }, "fail": { {{fail}} }{{more}}
            """);

    private static string Question(string code, int order, string triggers, string exposure) =>
        Of("question", "Q-" + code, $$"""
            "code": "{{code}}", "group": "g", "order": {{order}}, "text": { "en": "?" }, "triggers": "{{triggers}}",
            "exposures": ["{{exposure}}"], "followUps": [{ "code": "DATE", "kind": "Date", "text": { "en": "When?" } }]
            """);

    private static string Code(string code, bool confidential) =>
        Of("deferral-code", "CODE-" + code, $$"""
            "code": "{{code}}", "title": "t", "confidential": {{(confidential ? "true" : "false")}}
            """);

    private static string Test(string test, string method, string? effect) =>
        Of("test", "TEST-" + test, $$"""
            "test": "{{test}}", "method": "{{method}}", "frequency": "EachDonation"{{effect}}
            """);

    private static string Effect(string deferral, int count) => $$"""
        , "effect": { "deferral": "{{deferral}}", "wait": { "unit": "UntilCondition", "condition": "re-entry" }, "defersAtCount": {{count}},
        "destroy": true, "earlierComponents": null, "lookback": true }
        """;
}
