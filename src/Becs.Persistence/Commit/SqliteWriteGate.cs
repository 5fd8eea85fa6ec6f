namespace Becs.Persistence.Commit;

/// <summary>
/// SQLite has one writer. Waiting here is fair and wakes at once; waiting in the database means sleeping and trying again.
/// </summary>
internal sealed class SqliteWriteGate : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        return new Leave(_one);
    }

    public void Dispose() => _one.Dispose();

    private sealed class Leave(SemaphoreSlim one) : IDisposable
    {
        private SemaphoreSlim? _one = one;

        public void Dispose() => Interlocked.Exchange(ref _one, null)?.Release();
    }
}
