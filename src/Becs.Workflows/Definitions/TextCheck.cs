using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Becs.Workflows.Definitions;

/// <summary>Whether every text in a document can be read: JSON may hold broken UTF-8 and halves of characters.</summary>
internal static class TextCheck
{
    public static bool IsReadable(JsonElement document)
    {
        var raw = JsonMarshal.GetRawUtf8Value(document);
        return Utf8.IsValid(raw) && (raw.IndexOf("\\u"u8) < 0 || HasWholeCharacters(raw));
    }

    private static bool HasWholeCharacters(ReadOnlySpan<byte> raw)
    {
        try
        {
            var reader = new Utf8JsonReader(raw);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
