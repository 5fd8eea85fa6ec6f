using System.Text.Json;
using Jint;
using Jint.Native;
using JsonParser = Jint.Native.Json.JsonParser;

namespace Becs.Workflows.Expressions;

/// <summary>Values into and out of scripts, by way of JSON: no .NET object is ever inside.</summary>
internal static class ScriptValues
{
    public static object? ToPlain(Engine engine, JsValue value)
    {
        if (value.IsNull() || value.IsUndefined())
        {
            return null;
        }

        if (value.IsBoolean())
        {
            return value.AsBoolean();
        }

        if (value.IsString())
        {
            return value.AsString();
        }

        if (value.IsNumber())
        {
            var number = value.AsNumber();
            return double.IsFinite(number) ? PlainValue.Of(number) : null;
        }

        var json = new Jint.Native.Json.JsonSerializer(engine).Serialize(value, JsValue.Undefined, JsValue.Undefined);
        return json.IsString() ? PlainValue.OfElement(System.Text.Json.JsonSerializer.Deserialize<JsonElement>(json.AsString())) : null;
    }

    public static JsValue ToScript(Engine engine, object? value) => value switch
    {
        null => JsValue.Null,
        string s => JsString.Create(s),
        bool b => b ? JsBoolean.True : JsBoolean.False,
        long l => JsNumber.Create((double)l),
        double d => JsNumber.Create(d),
        decimal m => JsNumber.Create((double)m),
        JsonElement e => new JsonParser(engine).Parse(e.GetRawText()),
        _ => ToScript(engine, PlainValue.Of(value)),
    };
}
