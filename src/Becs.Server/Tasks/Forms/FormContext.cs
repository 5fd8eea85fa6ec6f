using System.Text.Json.Nodes;

namespace Becs.Server.Tasks.Forms;

/// <summary>What the rules of a form need besides the answers.</summary>
/// <param name="NowAt">The instant of the submission (UTC).</param>
/// <param name="Zone">The site's zone: "today" and typed times are of it.</param>
/// <param name="Given">Values the workflow filled in; fields only shown must come back equal. Null: none.</param>
public sealed record FormContext(DateTime NowAt, TimeZoneInfo Zone, JsonObject? Given = null);
