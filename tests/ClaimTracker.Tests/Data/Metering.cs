using System.Diagnostics.Metrics;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Data;

/// <summary>Listens to what one record measures.</summary>
internal sealed class Metering : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly List<(string What, double Value)> measured = [];
    private readonly List<(string What, TaskCompletionSource Met)> awaited = [];

    public Metering(Database record)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Scope == record)
            {
                Units[instrument.Name] = instrument.Unit;
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
    }

    /// <summary>The instruments, with their units.</summary>
    public SortedDictionary<string, string?> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>What was measured by an instrument, whose name is followed by the values of its tags: "claimtracker.read.queue.wait heavy".</summary>
    public double[] Of(string what)
    {
        lock (measured)
        {
            return [.. measured.Where(m => m.What == what).Select(m => m.Value)];
        }
    }

    /// <summary>What an instrument says that is only asked.</summary>
    public double Now(string name)
    {
        listener.RecordObservableInstruments();
        return Of(name)[^1];
    }

    /// <summary>Ends when it is measured the next time.</summary>
    public Task Next(string what)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (measured)
        {
            awaited.Add((what, met));
        }

        return met.Task;
    }

    public void Dispose() => listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var what = instrument.Name;
        foreach (var tag in tags)
        {
            what += $" {tag.Value}";
        }

        lock (measured)
        {
            measured.Add((what, value));
            foreach (var (_, met) in awaited.Where(a => a.What == what))
            {
                met.TrySetResult();
            }
        }
    }
}
