using System.Text.Json.Serialization;
using Becs.Workflows;

namespace Becs.Http;

/// <summary>What to do when a certain status comes back.</summary>
public class HttpStatusCodeCase
{
    /// <summary>The status.</summary>
    public int StatusCode { get; set; }

    /// <summary>Runs when it comes.</summary>
    [JsonIgnore]
    public IActivity? Activity { get; set; }
}
