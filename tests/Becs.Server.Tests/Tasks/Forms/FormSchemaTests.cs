using System.Text.Json.Nodes;
using Becs.Server.Tasks.Forms;

namespace Becs.Server.Tests.Tasks.Forms;

public sealed class FormSchemaTests
{
    private static readonly DateTime Now = new(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc);
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    internal static FormSchema Form { get; } = FormSchema.Parse(Json());

    private static FormSchema WithWhy { get; } = FormSchema.Parse(Json(
        """, "why":{"type":"string","title":"Why","x-showIf":{"field":"well","equals":false}} """, """, "why" """));

    [Theory]
    [InlineData("""{"haemoglobin":125}""", null)]
    [InlineData("""{"haemoglobin":50}""", null)]
    [InlineData("""{"haemoglobin":49}""", "minimum")]
    [InlineData("""{"haemoglobin":250}""", null)]
    [InlineData("""{"haemoglobin":251}""", "maximum")]
    [InlineData("""{"haemoglobin":12.5}""", "integer")]
    [InlineData("""{"haemoglobin":"12,x"}""", "number")]
    [InlineData("{}", "required")]
    public void Validate_WhenNumber_ThenHoldsTheLimits(string data, string? code) => Assert.Equal(code, Check(data)?.Code);

    [Theory]
    [InlineData("\"well\":true", null)]
    [InlineData("\"well\":\"true\"", "yesNo")]
    [InlineData("\"arm\":\"left\"", null)]
    [InlineData("\"arm\":\"middle\"", "choice")]
    [InlineData("\"confirm\":true", null)]
    [InlineData("\"confirm\":false", "constant")]
    [InlineData("\"day\":\"2026-06-10\"", null)]
    [InlineData("\"day\":\"2026-06-11\"", "future")]
    [InlineData("\"day\":\"2026-02-30\"", "date")]
    [InlineData("\"start\":\"2026-06-10T14:02:00Z\"", null)]
    [InlineData("\"start\":\"2026-06-10T14:03:00Z\"", "future")]
    [InlineData("\"start\":\"2026-06-10T10:00\"", "dateTime")]
    [InlineData("\"note\":\"abc\"", null)]
    [InlineData("\"note\":\"ab\"", "minLength")]
    [InlineData("\"note\":\"abcdef\"", "maxLength")]
    [InlineData("\"other\":1", "unknownField")]
    [InlineData("\"given\":\"A\"", null)]
    [InlineData("\"given\":\"B\"", "readOnlyChanged")]
    [InlineData("\"bag\":\"=W00002600000100\"", null)]
    [InlineData("\"bag\":\"=<E0336V00\"", "scan")]
    [InlineData("\"bag\":\"rubbish\"", "scan")]
    public void Validate_WhenAnswered_ThenJudgesByKind(string answer, string? code) =>
        Assert.Equal(code, Check($$"""{"haemoglobin":125,{{answer}}}""")?.Code);

    [Theory]
    [InlineData("""{"haemoglobin":125,"well":true}""", null)]
    [InlineData("""{"haemoglobin":125,"well":false}""", "required")]
    [InlineData("""{"haemoglobin":125,"well":false,"why":"tired"}""", null)]
    [InlineData("""{"haemoglobin":125,"well":true,"why":"tired"}""", "notAsked")]
    public void Validate_WhenShownByCondition_ThenAskedOnlyWhileItHolds(string data, string? code) =>
        Assert.Equal(code, Check(data, WithWhy)?.Code);

    [Fact]
    public void Validate_WhenSecondScanDiffers_ThenNamesTheSecondField()
    {
        var error = Check("""{"haemoglobin":125,"bag":"=W00002600000100","tube":"=W00002600000200"}""");
        Assert.Equal(("tube", "sameAs"), (error!.Path, error.Code));
        Assert.Null(Check("""{"haemoglobin":125,"bag":"=W00002600000100","tube":"=W00002600000100"}"""));
    }

    [Fact]
    public void Validate_WhenRowIsWrong_ThenNamesRowAndColumn()
    {
        var error = Check("""{"haemoglobin":125,"results":[{"value":"nr"},{"value":"?"}]}""");
        Assert.Equal(("results[1].value", "choice"), (error!.Path, error.Code));
        Assert.Equal("maxItems", Check("""{"haemoglobin":125,"results":[{},{},{}]}""")!.Code);
        Assert.Equal("results[0].value", Check("""{"haemoglobin":125,"results":[{}]}""")!.Path);
    }

    [Theory]
    [InlineData("""{"type":"array"}""", "$.type")]
    [InlineData("""{"type":"object","title":"T","properties":{"a":{"type":"string","title":"A","minimun":1}}}""", "$.properties.a.minimun")]
    [InlineData("""{"type":"object","title":"T","properties":{"a":{"type":"string","title":"A","x-showIf":{"field":"b","equals":1}}}}""", "refers to 'b'")]
    [InlineData("""{"type":"object","title":"T","properties":{"a":{"type":"string"}}}""", "$.properties.a.title")]
    [InlineData("""{"type":"object","title":"T","properties":{"a":{"type":"string","title":"A","x-isbt":"shoe"}}}""", "x-isbt")]
    [InlineData("""{"type":"object","title":"T","properties":{"a":{"type":"integer","title":"A","x-widget":"scan"}}}""", "$.properties.a.type")]
    [InlineData("""{"type":"object","title":"T","title":"U","properties":{}}""", "$:")]
    public void Parse_WhenFormIsWrong_ThenNamesThePlace(string json, string place) =>
        Assert.Contains(place, Assert.Throws<FormSchemaException>(() => FormSchema.Parse(json)).Message);

    [Theory]
    [InlineData("12.5", "125")]
    [InlineData("12,5", "125")]
    [InlineData("12", "120")]
    [InlineData("12.55", "\"12.55\"")]
    [InlineData("x", "\"x\"")]
    public void Read_WhenScaled_ThenStoresTenthsAndNeverRounds(string typed, string stored) =>
        Assert.Equal(stored, FormNumber.Read(typed, Form.Fields.Single(f => f.Name == "haemoglobin"))!.ToJsonString());

    [Theory]
    [InlineData("2026-06-10T10:00", "2026-06-10T14:00:00Z")]
    [InlineData("2026-03-08T02:30", "2026-03-08T02:30")]
    [InlineData("2026-11-01T01:30", "2026-11-01T05:30:00Z")]
    public void FromLocal_WhenClocksChange_ThenNeverInventsAnInstant(string typed, string stored) =>
        Assert.Equal(stored, FormInstant.FromLocal(typed, NewYork));

    [Fact]
    public void Submission_WhenFieldIsHidden_ThenLeavesItOut()
    {
        var sent = FormData.Submission(WithWhy, JsonNode.Parse("""{"haemoglobin":125,"well":true,"why":"tired","note":" "}""")!.AsObject());
        Assert.Equal("""{"haemoglobin":125,"well":true}""", sent.ToJsonString());
    }

    private static string Json(string more = "", string required = "") => """
        {"type":"object","title":{"en":"Examination"},"required":["haemoglobin"REQUIRED],"x-groups":[{"key":"vitals","title":{"en":"Vital signs"}}],
         "properties":{
          "haemoglobin":{"type":"integer","title":{"en":"Haemoglobin"},"minimum":50,"maximum":250,"x-decimals":1,"x-unit":"g/dL","x-group":"vitals","x-personal":true},
          "well":{"type":"boolean","title":{"en":"Do you feel well?"},"x-widget":"yesNo"},
          "arm":{"type":"string","title":"Arm","enum":["left","right"],"x-enumTitles":{"left":{"en":"Left"},"right":{"en":"Right"}}},
          "confirm":{"type":"boolean","title":"Confirmed","const":true},
          "day":{"type":"string","format":"date","title":"Day","x-notFuture":true},
          "start":{"type":"string","format":"date-time","title":"Start","x-notFuture":true},
          "note":{"type":"string","title":"Note","minLength":3,"maxLength":5},
          "given":{"type":"string","title":"Donor","readOnly":true},
          "bag":{"type":"string","title":"Bag","x-widget":"scan","x-isbt":"din"},
          "tube":{"type":"string","title":"Tube","x-widget":"scan","x-isbt":"din","x-sameAs":"bag"},
          "results":{"type":"array","title":"Results","maxItems":2,"items":{"type":"object","required":["value"],"properties":{
            "value":{"type":"string","title":"Value","enum":["nr","r"],"x-enumTitles":{"nr":"Non-reactive","r":"Reactive"} } } } }MORE
         }}
        """.Replace("REQUIRED", required).Replace("MORE", more);

    private static FormError? Check(string data, FormSchema? form = null) => (form ?? Form)
        .Validate(JsonNode.Parse(data)!.AsObject(), new(Now, NewYork, new JsonObject { ["given"] = "A" })).FirstOrDefault();
}
