using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Becs.Persistence.Keys;
using Becs.Server.Hosting;

namespace Becs.Server.Operations;

/// <summary>
/// Tells whether a repeated operation id asks for the same thing. A keyed hash, because bodies hold personal data and a plain hash of a name
/// can be guessed. Signatures are left out: a password is in no record, in no form.
/// </summary>
public sealed class RequestHasher(KeyRing keys)
{
    private readonly Lazy<byte[]> _key = new(() => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, keys.Get(KeyPurpose.AuditMac, "1"), 32, info: Encoding.ASCII.GetBytes("becs.request-hash.v1")));

    public string Of(OperationRequest request)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { request.Action, request.SiteCode, request.Reason, request.Body }, StrictJson.Stored);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, body));
    }
}
