using System.Threading.Channels;

namespace ClaimTracker.Operations;

/// <summary>
/// Lines on their way to whoever reads the log. Nobody who writes one waits: they queue up, and one thread writes them. Where the reader is too slow or
/// stuck and the queue is full, lines are lost, and how many is the next line that comes through.
/// </summary>
internal sealed class LogPipe : IDisposable
{
    public const int Capacity = 10_000;

    private const int MaxBatch = 64 * 1024;

    /// <summary>At the end, a reader that takes nothing is not waited for any longer.</summary>
    private static readonly TimeSpan Parting = TimeSpan.FromSeconds(2);

    private readonly Channel<byte[]> waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Stream output;
    private readonly Func<long, byte[]> tellLost;
    private readonly Thread thread;
    private long lost;

    /// <param name="output">What the reader reads from.</param>
    /// <param name="tellLost">The line that tells how many were lost.</param>
    public LogPipe(Stream output, Func<long, byte[]> tellLost)
    {
        this.output = output;
        this.tellLost = tellLost;
        thread = new Thread(Run) { Name = "log", IsBackground = true };
        thread.Start();
    }

    public void Write(byte[] line)
    {
        if (!waiting.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref lost);
        }
    }

    public void Dispose()
    {
        waiting.Writer.TryComplete();
        thread.Join(Parting);
    }

    private void Run()
    {
        using var batch = new MemoryStream(MaxBatch);
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.SetLength(0);
            while (batch.Length < MaxBatch && waiting.Reader.TryRead(out var line))
            {
                batch.Write(line);
            }

            if (Interlocked.Exchange(ref lost, 0) is > 0 and var count)
            {
                batch.Write(tellLost(count));
            }

            try
            {
                output.Write(batch.GetBuffer(), 0, (int)batch.Length);
                output.Flush();
            }
            catch (IOException)
            {
                // Nobody reads it any more, and there is nowhere else to say so. The service goes on.
            }
        }
    }
}
