using System.Security.Cryptography;
using System.Text;
using Becs.Persistence.Workflows;

namespace Becs.Server.Operations;

/// <summary>A burst that failed; ids and codes only.</summary>
/// <param name="SignedHash">To send back with the signature that withdraws it.</param>
public sealed record IncidentView(
    Guid Id, Guid OperationId, Guid? InstanceId, string? PackageHash, string? ActivityId, string? ActivityType, string ExceptionType, string Message,
    string? Path, DateTime CreatedAt, int Retries, string? Resolution, string SignedHash)
{
    public static IncidentView Of(IncidentRow i) => new(
        i.Id, i.OperationId, i.InstanceId, i.PackageHash, i.ActivityId, i.ActivityType, i.ExceptionType, i.Message, i.Path, i.CreatedAt, i.Retries,
        i.Resolution, HashOf(i));

    internal static string HashOf(IncidentRow i) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{i.Id:D}|{i.OperationId:D}|{i.InstanceId:D}|{i.ExceptionType}|{i.Resolution}")));
}
