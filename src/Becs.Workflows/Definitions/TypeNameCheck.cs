using System.Text.Json;

namespace Becs.Workflows.Definitions;

/// <summary>Refuses documents that ask for a .NET type by its name, wherever they hide it.</summary>
internal static class TypeNameCheck
{
    public static void Check(JsonElement value, string path, List<DefinitionProblem> problems)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(item, $"{path}[{index++}]", problems);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            HashSet<string>? names = null;
            foreach (var member in value.EnumerateObject())
            {
                if (!(names ??= new(StringComparer.Ordinal)).Add(member.Name))
                {
                    problems.Add(new DefinitionProblem("json.duplicate", $"{path}.{member.Name}",
                        "the name stands twice: which value counts would depend on the reader."));
                }

                if (member.NameEquals("$type") || member.NameEquals("_type"))
                {
                    problems.Add(new DefinitionProblem("json.typeName", $"{path}.{member.Name}",
                        "a type name is not accepted: no type is ever loaded by a name from input."));
                }

                Check(member.Value, $"{path}.{member.Name}", problems);
            }
        }
    }
}
