namespace ClaimTracker.Verification;

/// <summary>Wakes whoever lifts embargoes when there may be another one to wait for.</summary>
internal sealed class EmbargoAlarm : IDisposable
{
    private readonly SemaphoreSlim rung = new(0);

    public void Ring() => rung.Release();

    /// <summary>Waits until it rings or the time is over.</summary>
    public async Task Wait(TimeSpan atMost, TimeProvider clock, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(rung.WaitAsync(either.Token), Task.Delay(atMost, clock, either.Token));
        await either.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    public void Dispose() => rung.Dispose();
}
