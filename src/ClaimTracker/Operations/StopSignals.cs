using System.Runtime.InteropServices;

namespace ClaimTracker.Operations;

/// <summary>
/// The signals that ask the program to stop, from before the record is opened until after it is closed: none of them, however often it comes, ends the
/// process before that.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource asked = new();
    private readonly PosixSignalRegistration[] signals;

    public StopSignals() => signals = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Take))];

    /// <summary>Cancelled at the first of them.</summary>
    public CancellationToken Asked => asked.Token;

    public void Dispose()
    {
        foreach (var signal in signals)
        {
            signal.Dispose();
        }

        asked.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        asked.Cancel();
    }
}
