using System.Text;
using Becs.Domain.Rules;
using Becs.Domain.Shared;

namespace Becs.Domain.Tests.Rules;

public class RulePackTests
{
    private const string Pulse = """
        {"kind":"acceptance","id":"P","test":{"analyte":"PULSE","unit":"bpm","op":"<=","value":100},"fail":{"deferral":"X","refer":true}}
        """;

    private const string PlateletShelf = """
        {"kind":"shelf-life","id":"S","key":"PLT-5D","classes":["Platelets"],"lasts":{"unit":"Days","n":5},"dating":"Day",
         "minC":20,"maxC":24}
        """;

    [Fact]
    public void Parse_WhenWellFormed_ThenReadsIt() => Assert.Single(Packs.Of("law", Pulse).Rules);

    [Theory]
    [InlineData("\"id\":\"P\",", "", "RULE-001")]
    [InlineData("\"kind\":\"acceptance\",", "", "RULE-001")]
    [InlineData("\"kind\":\"acceptance\"", "\"kind\":\"no-such\"", "RULE-001")]
    [InlineData("\"id\":\"P\"", "\"id\":\"P\",\"cite\":\" \"", "RULE-002")]
    [InlineData("\"id\":\"P\"", "\"id\":\"P\",\"cite\":null", "RULE-001")]
    [InlineData("\"id\":\"P\"", "\"id\":\"P\",\"evidence\":\"sure\"", "RULE-001")]
    [InlineData("\"id\":\"P\"", "\"id\":\"P\",\"evidence\":0", "RULE-001")]
    [InlineData("\"id\":\"P\"", "\"id\":\"P\",\"evidence\":\"?\"", "RULE-002")]
    [InlineData("\"id\":\"P\"", "\"id\":\"P\",\"unconfirmed\":\"Refer\"", "RULE-002")]
    [InlineData("\"id\":\"P\"", "\"id\":\"P\",\"version\":0", "RULE-002")]
    [InlineData("\"id\":\"P\"", "\"id\":\"P\",\"effectiveTo\":\"2019-01-01\"", "RULE-002")]
    [InlineData("\"id\":\"P\"", "\"id\":\"P\",\"surprise\":1", "RULE-001")]
    [InlineData("\"unit\":\"bpm\"", "\"unit\":\"Hz\"", "RULE-002")]
    [InlineData("\"value\":100", "\"value\":100.5", "RULE-002")]
    [InlineData("\"refer\":true", "\"refer\":false", "RULE-002")]
    [InlineData("\"fail\":{", "\"altBand\":{\"from\":1,\"to\":2,\"procedure\":\"X\"},\"fail\":{", "RULE-002")]
    public void Parse_WhenARowIsWrong_ThenRefusesThePack(string part, string instead, string code)
    {
        Assert.Contains(part, Pulse, StringComparison.Ordinal);
        Refused(code, () => Packs.Of("law", Pulse.Replace(part, instead, StringComparison.Ordinal)));
    }

    [Fact]
    public void Parse_WhenCitationOrEvidenceIsLeftOut_ThenRefuses()
    {
        foreach (var property in new[] { "\"cite\":\"test\",", "\"evidence\":\"V\"" })
        {
            var files = Packs.Files("law", Pulse);
            var text = Encoding.UTF8.GetString(files["rules.json"]);
            Assert.Contains(property, text, StringComparison.Ordinal);
            files["rules.json"] = Encoding.UTF8.GetBytes(
                text.Replace(property, "", StringComparison.Ordinal).Replace(",}", "}", StringComparison.Ordinal));
            Refused("RULE-001", () => RulePack.Parse(files));
        }
    }

    [Fact]
    public void Parse_WhenAPropertyStandsTwice_ThenRefuses()
    {
        var files = Packs.Files("law", Pulse);
        var text = Encoding.UTF8.GetString(files["rules.json"]);
        files["rules.json"] = Encoding.UTF8.GetBytes(
            text.Replace("\"cite\":\"test\"", "\"cite\":\"test\",\"cite\":\"other\"", StringComparison.Ordinal));
        Refused("RULE-001", () => RulePack.Parse(files));
    }

    [Fact]
    public void Parse_WhenFilesAndManifestDiffer_ThenRefuses()
    {
        var more = Packs.Files("law", Pulse);
        more["extra.json"] = [.. "{}"u8];
        Refused("RULE-001", () => RulePack.Parse(more));

        var less = Packs.Files("law", Pulse);
        less.Remove("rules.json");
        Refused("RULE-001", () => RulePack.Parse(less));

        var none = Packs.Files("law", Pulse);
        none.Remove("pack.json");
        Refused("RULE-001", () => RulePack.Parse(none));
    }

    [Fact]
    public void Parse_WhenVersionsOverlapInTime_ThenRefuses()
    {
        var first = Pulse.Replace("\"id\":\"P\"", "\"id\":\"P\",\"effectiveTo\":\"2026-06-09\"", StringComparison.Ordinal);
        var second = Pulse.Replace(
            "\"id\":\"P\"", "\"id\":\"P\",\"version\":2,\"effectiveFrom\":\"2026-06-10\"", StringComparison.Ordinal);
        var library = new RuleLibrary([Packs.Of("law", first, second)]);
        Assert.Equal(1, library.On(new(2026, 6, 9)).All<AcceptanceRule>().Single().Version);
        Assert.Equal(2, library.On(new(2026, 6, 10)).All<AcceptanceRule>().Single().Version);

        var overlapping = second.Replace("2026-06-10", "2026-06-09", StringComparison.Ordinal);
        Refused("RULE-003", () => Packs.Of("law", first, overlapping));
    }

    [Fact]
    public void On_WhenNoLawHoldsThatDay_ThenThrows()
    {
        var law = RulePack.Parse(Packs.Files("law", "2026-01-01", "2026-12-31", Pulse));
        var library = new RuleLibrary([law]);
        Assert.NotNull(library.On(new(2026, 1, 1)));
        Assert.NotNull(library.On(new(2026, 12, 31)));
        Refused("RULE-005", () => library.On(new(2025, 12, 31)));
        Refused("RULE-005", () => library.On(new(2027, 1, 1)));
        Refused("RULE-005", () => new RuleLibrary([Packs.Of("centre", Pulse)]));
        Refused("RULE-003", () => new RuleLibrary([law, law]));
    }

    public static TheoryData<string, string> Loosening => new()
    {
        { "pulse", Pulse.Replace("\"value\":100", "\"value\":101", StringComparison.Ordinal) },
        { "band", Pulse.Replace("\"fail\":{", "\"band\":{\"from\":100,\"to\":110,\"procedure\":\"X\"},\"fail\":{", StringComparison.Ordinal) },
        { "haemoglobin", """{"kind":"acceptance","id":"C","test":{"analyte":"HB","unit":"g/dL","op":">=","value":12.5},"fail":{"deferral":"X","refer":true}}""" },
        { "interval", """{"kind":"interval","id":"C","previous":["WholeBlood"],"next":["WholeBlood"],"wait":{"unit":"Days","n":55},"deferral":"INTERVAL-WB"}""" },
        { "loss interval", """{"kind":"loss-interval","id":"C","minLossMl":300,"wait":{"unit":"Days","n":56},"deferral":"LOSS-RBC"}""" },
        { "count", """{"kind":"count-cap","id":"C","types":["Platelets"],"max":25,"window":{"unit":"Months","n":12},"deferral":"INTERVAL-PLT"}""" },
        { "loss", """{"kind":"loss-cap","id":"C","substance":"RedCells","maxMl":1431,"window":{"unit":"Months","n":12},"deferral":"LOSS-RBC"}""" },
        { "tattoo", """{"kind":"exposure","id":"C","exposure":"TATTOO","deferral":"TATTOO","wait":{"unit":"Months","n":2}}""" },
        { "lifting", """{"kind":"exposure","id":"C","exposure":"NEEDLESTICK","deferral":"X","wait":{"unit":"Months","n":3},"unless":"CLEAN"}""" },
        { "drug", """{"kind":"medication","id":"C","drugs":["ASPIRIN"],"scopes":[]}""" },
        { "code", """{"kind":"deferral-code","id":"C","code":"TEST-HIV","title":"open"}""" },
        { "question", """{"kind":"question","id":"C","code":"Q-WELL","group":"Today","order":1,"text":{"en":"Ill?"},"triggers":"Yes"}""" },
        { "draw", """{"kind":"draw","id":"C","applies":{"types":["WholeBlood"]},"maxMlPerKg":10.6}""" },
        { "bleed", """{"kind":"bleed-time","id":"C","maxMinutes":16,"classes":["Platelets"]}""" },
        { "process", """{"kind":"process-time","id":"C","process":"FREEZE-FFP","within":{"unit":"Hours","n":9}}""" },
        { "test", """{"kind":"test","id":"C","test":"HBV-NAT","method":"Nat","frequency":"OncePerDonor","effect":{"deferral":"TEST-HBV","wait":{"unit":"Permanent"},"defersAtCount":1,"destroy":true,"earlierComponents":3,"lookback":true}}""" },
        { "strength", """{"kind":"reaction-strength","id":"C","forwardMinimum":"OnePlus","reverseMinimum":"OnePlus","firstTimeDeterminations":2}""" },
        { "shelf", PlateletShelf.Replace("\"n\":5", "\"n\":6", StringComparison.Ordinal) },
        { "storage", PlateletShelf.Replace("\"maxC\":24", "\"maxC\":25", StringComparison.Ordinal) },
        { "new shelf", PlateletShelf.Replace("PLT-5D", "PLT-9D", StringComparison.Ordinal) },
        { "modification", """{"kind":"modification","id":"C","key":"IRRADIATE-RBC","classes":["RedCells"],"lasts":{"unit":"Days","n":29},"dating":"Day"}""" },
        { "abo", """{"kind":"abo-compatibility","id":"C","product":"RedCells","patient":"O","units":[{"abo":"O"},{"abo":"A"}]}""" },
        { "titre", """{"kind":"abo-compatibility","id":"C","product":"WholeBlood","patient":"A","units":[{"abo":"A"},{"abo":"O"}]}""" },
        { "new abo", """{"kind":"abo-compatibility","id":"C","product":"Plasma","patient":"Bombay","units":[{"abo":"O"}]}""" },
        { "rhd", """{"kind":"rhd-compatibility","id":"C","product":"RedCells","negativePatient":"Prefer"}""" },
        { "sample", """{"kind":"patient-sample","id":"C","lastDay":4,"onlyIfExposed":true}""" },
    };

    [Theory]
    [MemberData(nameof(Loosening), DisableDiscoveryEnumeration = true)]
    public void Library_WhenACentreWouldLoosenTheLaw_ThenRefuses(string what, string row)
    {
        var library = what is "pulse" or "band" ? Packs.Of("law", Pulse) : Packs.Us;
        var error = Assert.Throws<RuleException>(() => new RuleLibrary([library, Packs.Of("centre", row)]));
        Assert.True(error.Code == "RULE-004", $"{what}: {error.Message}");
        Assert.Equal("test-centre", error.Facts["pack"]);
    }

    [Fact]
    public void Library_WhenACentreTightens_ThenLoads()
    {
        string[] rows =
        [
            Pulse.Replace("\"value\":100", "\"value\":99", StringComparison.Ordinal),
            """{"kind":"interval","id":"C1","previous":["WholeBlood"],"next":["WholeBlood"],"wait":{"unit":"Days","n":84},"deferral":"INTERVAL-WB"}""",
            """{"kind":"exposure","id":"C2","exposure":"TATTOO","deferral":"TATTOO","wait":{"unit":"Months","n":6}}""",
            PlateletShelf.Replace("\"n\":5", "\"n\":4", StringComparison.Ordinal),
            """{"kind":"abo-compatibility","id":"C3","product":"RedCells","patient":"A","units":[{"abo":"A"}]}""",
            """{"kind":"exposure","id":"C4","exposure":"NEW-EXPOSURE","deferral":"PHYSICIAN","refer":true}""",
        ];
        Assert.NotNull(new RuleLibrary([Packs.Us, Packs.Of("centre", rows)]).On(Packs.Today));
    }

    [Fact]
    public void RuleKinds_WhenListed_ThenEachHasALooseningTest()
    {
        var tested = Loosening.Select(row => row.Data.Item2)
            .Select(json => System.Text.Json.Nodes.JsonNode.Parse(json)!["kind"]!.GetValue<string>()).ToHashSet();
        var kinds = typeof(Rule).GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonDerivedTypeAttribute), false)
            .Cast<System.Text.Json.Serialization.JsonDerivedTypeAttribute>().Select(a => (string)a.TypeDiscriminator!);

        // Self-exclusion has nothing to loosen: there is one question and one answer that passes.
        Assert.Equal(["self-exclusion"], kinds.Where(kind => !tested.Contains(kind)));
    }

    private static void Refused(string code, Action action) => Assert.Equal(code, Assert.Throws<RuleException>(action).Code);
}
