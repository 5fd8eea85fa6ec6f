using Becs.Domain.Shared;

namespace Becs.Domain.Accounts;

/// <summary>Whether a permission is held only by whoever has a valid training record for it. The establishment decides for each.</summary>
public sealed class TrainingGate
{
    /// <summary>
    /// What nobody may ever lack: to see and take the work of an emergency, and to keep accounts and these records. Else a missing record could
    /// stop the blood of a bleeding patient, or lock everybody out.
    /// </summary>
    private static readonly HashSet<string> _never = new(StringComparer.Ordinal)
    {
        Permissions.TasksRead, Permissions.TasksWork, Permissions.OrdersRead, Permissions.OrdersPlace, Permissions.PatientsRead,
        Permissions.ComponentsRead, Permissions.AccountsManage, Permissions.TrainingKeep, Permissions.SystemOperate,
    };

    private TrainingGate()
    {
    }

    public TrainingGate(Guid id, string permission)
    {
        if (!Permissions.All.Contains(permission))
        {
            throw new InputException("TRN-001", "permission", $"There is no permission '{permission}'.");
        }

        (Id, Permission) = _never.Contains(permission)
            ? throw new RuleException("TRN-011", $"{permission} is never gated by training: without it an emergency, or everybody, could be stopped.",
                new Dictionary<string, string> { ["permission"] = permission })
            : (id, permission);
    }

    public Guid Id { get; private set; }

    /// <summary>Unique.</summary>
    public string Permission { get; private set; } = "";

    public bool IsGated { get; private set; }

    public string ChangedByName { get; private set; } = "";

    public DateTime ChangedAt { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    /// <summary>Sets or lifts it.</summary>
    /// <returns>False when it is so already.</returns>
    public bool Set(bool isGated, OperationContext operation)
    {
        if (IsGated == isGated)
        {
            return false;
        }

        (IsGated, ChangedByName, ChangedAt) = (isGated, operation.PrintedName, operation.NowAt);
        Version++;
        return true;
    }
}
