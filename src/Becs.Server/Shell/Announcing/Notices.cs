using MudBlazor;

namespace Becs.Server.Shell.Announcing;

/// <summary>Tells the person what happened: a toast for the eye, a live region for a screen reader, a sound for an error.</summary>
public sealed class Notices(ISnackbar toasts)
{
    /// <summary>Raised with the text and whether it is urgent.</summary>
    public event Action<string, bool>? Said;

    public void Say(string text) => Tell(text, Severity.Success, urgent: false);

    public void Warn(string text) => Tell(text, Severity.Error, urgent: true);

    private void Tell(string text, Severity severity, bool urgent)
    {
        toasts.Add(text, severity, options => options.VisibleStateDuration = urgent ? 12_000 : 5_000);
        Said?.Invoke(text, urgent);
    }
}
