namespace Becs.Server.Designer.Descriptors;

/// <summary>What the script editor completes: the functions scripts of this engine have.</summary>
internal static class ScriptTypes
{
    public const string Text = """
        declare function getVariable(name: string): any;
        declare function setVariable(name: string, value: any): void;
        declare function getInput(name: string): any;
        declare function getOutputFrom(activityIdOrName: string, outputName?: string): any;
        declare function getLastResult(): any;
        declare function getTable(name: string): any;
        declare function getCorrelationId(): string | null;
        declare function setCorrelationId(value: string): void;
        declare function getWorkflowInstanceId(): string;
        declare function getWorkflowInstanceName(): string | null;
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        declare function newGuid(): string;
        declare function newGuidString(): string;
        declare function isNullOrWhiteSpace(value: any): boolean;
        declare function isNullOrEmpty(value: any): boolean;
        declare const variables: { [name: string]: any };
        declare const args: any;
        """;
}
