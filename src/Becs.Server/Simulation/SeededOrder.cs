using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Becs.Server.Simulation;

/// <summary>An order that depends on the seed and the name alone, on every machine.</summary>
internal sealed class SeededOrder(int seed)
{
    public ulong KeyOf(string name) => BinaryPrimitives.ReadUInt64BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{name}"))));
}
