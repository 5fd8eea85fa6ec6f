using System.Text.Json.Nodes;
using Becs.Server.Hosting;

namespace Becs.Server.Simulation;

/// <summary>The questionnaire as shipped: what a donor with nothing to report answers.</summary>
internal static class Questionnaire
{
    public static JsonObject UsualAnswers()
    {
        var answers = new JsonObject();
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(ContentFolders.RulePacks, "us", "questionnaire.json")))!;
        foreach (var rule in file["rules"]!.AsArray())
        {
            if (rule!["code"] is { } code && rule["askIf"] is null)
            {
                answers[code.GetValue<string>()] = rule["triggers"]!.GetValue<string>() == "No" ? "Yes" : "No";
            }
        }

        return answers;
    }
}
