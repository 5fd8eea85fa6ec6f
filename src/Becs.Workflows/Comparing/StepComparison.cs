using System.Text.Json.Nodes;

namespace Becs.Workflows.Comparing;

/// <summary>Compares activities by their id.</summary>
internal sealed class StepComparison(Sides before, Sides after, List<BehaviourChange> changes)
{
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);

    public Sides Before => before;

    public Sides After => after;

    public void Run()
    {
        FindRenamed();
        foreach (var id in after.Behaviour.Order)
        {
            var former = FormerOf(id);
            if (former is null)
            {
                Add(BehaviourChangeKind.StepAdded, id, after, null, null, after.Behaviour.Steps[id].Type);
            }
            else
            {
                Compare(before.Behaviour.Steps[former], after.Behaviour.Steps[id]);
            }
        }

        foreach (var id in before.Behaviour.Order.Where(id => NewOf(id) is null))
        {
            Add(BehaviourChangeKind.StepRemoved, id, before, null, before.Behaviour.Steps[id].Type, null);
        }

        foreach (var id in after.Behaviour.Order)
        {
            if (FormerOf(id) is { } former)
            {
                ArrowComparison.Run(this, before.Behaviour.Steps[former], after.Behaviour.Steps[id]);
            }
        }
    }

    /// <summary>The new id of a former step; null if it is gone.</summary>
    public string? NewOf(string former) =>
        _renamed.TryGetValue(former, out var id) ? id : after.Behaviour.Steps.ContainsKey(former) ? former : null;

    public void Add(
        BehaviourChangeKind kind, string id, Sides side, string? name, string? old, string? @new, string? path = null, string? outcome = null)
    {
        var step = side.Shown(id);
        changes.Add(new BehaviourChange
        {
            Kind = kind,
            StepId = id,
            StepText = step.Text,
            StepType = step.Type,
            Name = name,
            Before = old,
            After = @new,
            Path = step.Path + (path is null ? "" : "." + path),
            Way = side.Ways.To(id, outcome),
        });
    }

    private string? FormerOf(string id) =>
        before.Behaviour.Steps.ContainsKey(id) ? id : _renamed.FirstOrDefault(r => r.Value == id).Key;

    /// <summary>A step that is gone and a new one with the same content, and no second such: its id was changed.</summary>
    private void FindRenamed()
    {
        var gone = before.Behaviour.Order.Where(id => !after.Behaviour.Steps.ContainsKey(id)).ToList();
        var added = after.Behaviour.Order.Where(id => !before.Behaviour.Steps.ContainsKey(id))
            .ToLookup(id => Content(after.Behaviour.Steps[id]), StringComparer.Ordinal);
        foreach (var same in gone.GroupBy(id => Content(before.Behaviour.Steps[id]), StringComparer.Ordinal))
        {
            if (same.Count() == 1 && added[same.Key].Count() == 1 && after.Behaviour.Steps[added[same.Key].Single()].Arrows.Count == 0)
            {
                _renamed.Add(same.Single(), added[same.Key].Single());
            }
        }
    }

    private static string Content(Step step)
    {
        var own = (JsonObject)step.Own.DeepClone();
        own.Remove("id");
        return $"{step.Parent}|{step.Slot}|{own.ToJsonString()}";
    }

    private void Compare(Step old, Step @new)
    {
        if (old.Id != @new.Id)
        {
            Add(BehaviourChangeKind.StepRenamed, @new.Id, after, "id", old.Id, @new.Id, "id");
        }

        var movedFrom = old.Parent is null ? null : NewOf(old.Parent) ?? old.Parent;
        if (movedFrom != @new.Parent || old.Slot != @new.Slot)
        {
            Add(BehaviourChangeKind.StepMoved, @new.Id, after, null, $"{old.Parent}.{old.Slot}", $"{@new.Parent}.{@new.Slot}");
        }

        if (Version(old) != Version(@new))
        {
            Add(BehaviourChangeKind.StepRetyped, @new.Id, after, "type", Version(old), Version(@new), "type");
        }
        else if (!PropertyComparison.IsSame(old.Own, @new.Own, "version"))
        {
            Add(BehaviourChangeKind.SettingChanged, @new.Id, after, "version", old.Own["version"]?.ToJsonString(), // runs alike, hashes not
                @new.Own["version"]?.ToJsonString(), "version");
        }

        PropertyComparison.Run(this, old, @new);
        if (!StepTable.IsFlowchart(@new.Type))
        {
            CompareOrder(old, @new);
        }
    }

    private void CompareOrder(Step old, Step @new)
    {
        var former = old.Children.Select(c => NewOf(c)).OfType<string>().Where(@new.Children.Contains).ToList();
        var now = @new.Children.Where(former.Contains).ToList();
        if (!former.SequenceEqual(now, StringComparer.Ordinal))
        {
            Add(BehaviourChangeKind.OrderChanged, @new.Id, after, null, string.Join(", ", former), string.Join(", ", now));
        }
    }

    private static string Version(Step step) =>
        (step.Own["version"]?.ToString() ?? "1") is "1" ? step.Type : $"{step.Type} {step.Own["version"]}";
}
