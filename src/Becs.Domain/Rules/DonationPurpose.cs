namespace Becs.Domain.Rules;

/// <summary>For whom it is collected.</summary>
public enum DonationPurpose
{
    Allogeneic, Autologous, Directed, Therapeutic,
}
