using System.Globalization;
using Becs.Domain.Shared;

namespace Becs.Server.Hosting.Clocks;

/// <summary>
/// A clock for training and trials: it stands still until somebody moves it forward, and keeps its place in a file so that a restart goes
/// on where it stood. Timers of the framework (<see cref="TimeProvider.CreateTimer"/>) stay on real time: waits for people, sessions and
/// back-off are not simulated.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly string _file;
    private DateTime _nowAt;

    public VirtualClock(string file, DateTime startAt)
    {
        _file = file;
        _nowAt = File.Exists(file) ? Read(file) : startAt.ToMicroseconds();
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return new DateTimeOffset(_nowAt, TimeSpan.Zero);
        }
    }

    /// <summary>Moves the clock to <paramref name="at"/>, which must not lie before its present time.</summary>
    public void MoveTo(DateTime at)
    {
        lock (_gate)
        {
            if (at < _nowAt)
            {
                throw new InputException("CLK-001", "set", $"The clock stands at {_nowAt:O} and only moves forward.");
            }

            var rounded = at.ToMicroseconds();
            Write(rounded);
            _nowAt = rounded;
        }
    }

    private static DateTime Read(string file)
    {
        var text = File.ReadAllText(file).Trim();
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) && at.Kind == DateTimeKind.Utc
            ? at
            : throw new StartException($"The file of the virtual clock, {file}, does not hold a UTC time. Restore it or delete it to begin anew.");
    }

    /// <summary>Write and rename: a kill in between leaves the old time, never half a file.</summary>
    private void Write(DateTime at)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        var draft = _file + ".new";
        File.WriteAllText(draft, at.ToString("O", CultureInfo.InvariantCulture));
        File.Move(draft, _file, overwrite: true);
    }
}
