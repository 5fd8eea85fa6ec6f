using System.Security.Cryptography;
using System.Text;
using Becs.Workflows.Running;

namespace Becs.Server.Operations;

/// <summary>One burst a signal causes: the start of a package, or a move of an instance.</summary>
/// <param name="InstanceId">The instance; for a start, the one that begins.</param>
/// <param name="PackageHash">The package to start; null for a move.</param>
/// <param name="Stimulus">What moves it.</param>
internal sealed record StimulusTarget(string InstanceId, string? PackageHash, BurstStimulus Stimulus)
{
    /// <summary>
    /// Id of an instance that a signal starts, made of the signal and what it starts: when the signal is delivered again after a crash, the
    /// instance is there already and is not started twice.
    /// </summary>
    public static string StartedBy(string stimulusId, string packageHash, string activityId)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{stimulusId}|{packageHash}|{activityId}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
