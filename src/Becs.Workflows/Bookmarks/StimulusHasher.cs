using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Becs.Workflows.Bookmarks;

/// <summary>Finds a bookmark by what it waits for: the hash is Elsa's, byte for byte.</summary>
public static class StimulusHasher
{
    /// <summary>
    /// SHA-256, upper-case hex, of <c>name|json(stimulus)[|activityInstanceId]</c>; C# names in the JSON.
    /// </summary>
    /// <param name="name">The name of the stimulus.</param>
    /// <param name="stimulus">The stimulus; null leaves its part out.</param>
    /// <param name="activityInstanceId">Given if only this execution is to match.</param>
    public static string Hash(string name, object? stimulus = null, string? activityInstanceId = null)
    {
        var text = new StringBuilder(name);
        if (stimulus is not null)
        {
            text.Append('|').Append(stimulus is string s ? s : JsonSerializer.Serialize(stimulus, stimulus.GetType()));
        }

        if (activityInstanceId is not null)
        {
            text.Append('|').Append(activityInstanceId);
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
