namespace Becs.Persistence.Mapping;

/// <summary>Marks on the model from which the Guards migration writes triggers and partitions. They travel through the model snapshot.</summary>
internal static class TableAnnotations
{
    public const string AppendOnly = "Becs:AppendOnly";
    public const string DeletableWhen = "Becs:DeletableWhen";
    public const string FrozenColumns = "Becs:FrozenColumns";
    public const string PartitionedByMonth = "Becs:PartitionedByMonth";
}
