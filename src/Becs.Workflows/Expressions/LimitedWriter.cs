using System.Globalization;

namespace Becs.Workflows.Expressions;

/// <summary>Text that does not grow past a limit.</summary>
internal sealed class LimitedWriter(int limit) : StringWriter(CultureInfo.InvariantCulture)
{
    public override void Write(char value)
    {
        Require(1);
        base.Write(value);
    }

    public override void Write(string? value)
    {
        Require(value?.Length ?? 0);
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Require(count);
        base.Write(buffer, index, count);
    }

    private void Require(int more)
    {
        if (GetStringBuilder().Length + more > limit)
        {
            throw new InvalidOperationException($"more than {limit} characters.");
        }
    }
}
