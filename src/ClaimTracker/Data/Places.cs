using System.Diagnostics;

namespace ClaimTracker.Data;

/// <summary>How many of a lane read at a time. The writer can close the lane for a moment, in which nobody of it reads.</summary>
internal sealed class Places(int count) : IDisposable
{
    private readonly SemaphoreSlim free = new(count);
    private volatile TaskCompletionSource? closed;
    private int taken;

    /// <summary>Waits for a place; while the lane is closed, until it is open.</summary>
    public void Wait()
    {
        closed?.Task.Wait();
        free.Wait();
    }

    /// <inheritdoc cref="Wait" />
    /// <returns>False where none became free in time.</returns>
    public async ValueTask<bool> WaitAsync(TimeSpan time, CancellationToken cancellation)
    {
        if (closed is { } gate)
        {
            await gate.Task.WaitAsync(cancellation);
        }

        return await free.WaitAsync(time, cancellation);
    }

    public void Release() => free.Release();

    /// <summary>Lets nobody begin, and waits a while for those who read. For one thread, the writer's.</summary>
    /// <returns>Whether nobody reads any more. Whether or not, nobody begins until the lane is opened.</returns>
    public bool TryClose(TimeSpan wait)
    {
        closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var since = Stopwatch.GetTimestamp();
        while (taken < count)
        {
            var left = wait - Stopwatch.GetElapsedTime(since);
            if (!free.Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero))
            {
                return false;
            }

            taken++;
        }

        return true;
    }

    public void Open()
    {
        if (closed is not { } gate)
        {
            return;
        }

        if (taken > 0)
        {
            free.Release(taken);
            taken = 0;
        }

        closed = null;
        gate.SetResult();
    }

    public void Dispose() => free.Dispose();
}
