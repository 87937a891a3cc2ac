using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ClaimTracker.Tests.Proofs;

/// <summary>One line of the log that disk.c keeps.</summary>
/// <param name="Kind">
/// I a process begins · O a file is opened for the first time (At 1: made) · W written at At · T cut to At · B a sync begins, E ends (At: its number) · F a call fails ·
/// M a folder is made · U a name is taken away · R a name is changed · S sent on a socket.
/// </param>
/// <param name="File">The number of the file in its process; of S, the socket.</param>
internal sealed record DiskStep(char Kind, int File, long At, byte[] Data)
{
    public string Text => Encoding.UTF8.GetString(Data);
}

/// <summary>An answer that says that a change is on record.</summary>
/// <param name="At">Where in the log its first byte was sent.</param>
/// <param name="Body">The resource as it was answered.</param>
internal sealed record Acknowledgement(int At, string Body);

/// <summary>What processes did to a folder, and what they answered meanwhile, in order.</summary>
internal sealed class DiskLog
{
    private const int HeaderSize = 24;

    private DiskLog(IReadOnlyList<DiskStep> steps)
    {
        Steps = steps;
        Acknowledgements = FindAcknowledgements(steps);
    }

    public IReadOnlyList<DiskStep> Steps { get; }

    public IReadOnlyList<Acknowledgement> Acknowledgements { get; }

    /// <summary>Reads a log up to its last whole line: the process may have been killed within one.</summary>
    public static DiskLog Read(string path)
    {
        var steps = new List<DiskStep>();
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        while (bytes.Length >= HeaderSize)
        {
            var size = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
            if (bytes.Length < HeaderSize + size)
            {
                break;
            }

            steps.Add(new DiskStep(
                (char)BinaryPrimitives.ReadInt32LittleEndian(bytes),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
                bytes.Slice(HeaderSize, size).ToArray()));
            bytes = bytes[(HeaderSize + size)..];
        }

        return new DiskLog(steps);
    }

    /// <summary>
    /// The syncs that SQLite does not do at synchronous=NORMAL: those of the log at a commit. Left are the one before a checkpoint, which is followed by writes to the
    /// database, and the one after the log's header was written alone.
    /// </summary>
    public HashSet<int> SyncsThatNormalOmits()
    {
        var (omitted, log, database) = (new HashSet<int>(), new HashSet<int>(), new HashSet<int>());
        DiskStep? written = null;
        for (var i = 0; i < Steps.Count; i++)
        {
            var step = Steps[i];
            if (step.Kind == 'I')
            {
                log.Clear();
                database.Clear();
            }
            else if (step.Kind == 'O')
            {
                _ = IsLog(step.Text) ? log.Add(step.File) : step.Text.EndsWith(".db", StringComparison.Ordinal) && database.Add(step.File);
            }
            else if (step.Kind == 'W' && log.Contains(step.File))
            {
                written = step;
            }
            else if (step.Kind == 'B' && log.Contains(step.File))
            {
                var next = Steps.Skip(i + 1).FirstOrDefault(s => s.Kind is 'W' or 'T' or 'B' && (log.Contains(s.File) || database.Contains(s.File)));
                if (!(next is { Kind: 'W' } && database.Contains(next.File)) && written is not { At: 0, Data.Length: 32 })
                {
                    omitted.Add(i);
                }

                written = null;
            }
        }

        return omitted;
    }

    /// <summary>The answers that were sent before the log of SQLite, with what they tell of, was synced.</summary>
    /// <param name="mark">What is told apart in an answer and in the pages that hold its change.</param>
    /// <param name="omitted">Syncs that do not count.</param>
    public List<Acknowledgement> AnsweredTooEarly(Func<Acknowledgement, string> mark, IReadOnlySet<int> omitted)
    {
        var written = new List<(int At, DiskStep Step)>();
        var synced = new List<(int Begin, int End)>();
        var begun = new Dictionary<(int File, long Number), int>();
        var log = new HashSet<int>();
        for (var i = 0; i < Steps.Count; i++)
        {
            var step = Steps[i];
            switch (step.Kind)
            {
                case 'I':
                    log.Clear();
                    begun.Clear();
                    break;
                case 'O' when IsLog(step.Text):
                    log.Add(step.File);
                    break;
                case 'W' when log.Contains(step.File):
                    written.Add((i, step));
                    break;
                case 'B' when log.Contains(step.File) && !omitted.Contains(i):
                    begun[(step.File, step.At)] = i;
                    break;
                case 'E' when begun.TryGetValue((step.File, step.At), out var begin):
                    synced.Add((begin, i));
                    break;
            }
        }

        return [.. Acknowledgements.Where(answer =>
        {
            var sought = Encoding.UTF8.GetBytes(mark(answer));
            var first = written.FirstOrDefault(w => w.At < answer.At && w.Step.Data.AsSpan().IndexOf(sought) >= 0);
            return first.Step is null || !synced.Exists(s => s.Begin > first.At && s.End < answer.At);
        })];
    }

    public static bool IsLog(string name) => name.EndsWith("-wal", StringComparison.Ordinal);

    /// <summary>Puts the answers together from what was sent: each begins with a status line and tells its length.</summary>
    private static List<Acknowledgement> FindAcknowledgements(IReadOnlyList<DiskStep> steps)
    {
        var (found, sending) = (new List<Acknowledgement>(), new Dictionary<int, (int At, List<byte> Bytes)>());
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Kind == 'I')
            {
                sending.Clear();
            }

            if (steps[i].Kind != 'S')
            {
                continue;
            }

            var (at, bytes) = sending.TryGetValue(steps[i].File, out var begun) ? begun : (i, []);
            bytes.AddRange(steps[i].Data);
            var text = Encoding.UTF8.GetString([.. bytes]);
            var (head, body) = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end ? (text[..end], text[(end + 4)..]) : (null, "");
            if (head is null || !IsWhole(head, body))
            {
                sending[steps[i].File] = (at, bytes);
                continue;
            }

            sending.Remove(steps[i].File);
            if (head.StartsWith("HTTP/1.1 20", StringComparison.Ordinal) && body.StartsWith("{\"id\":", StringComparison.Ordinal))
            {
                found.Add(new Acknowledgement(at, body));
            }
        }

        return found;
    }

    private static bool IsWhole(string head, string body)
    {
        const string Header = "\r\nContent-Length: ";
        return head.IndexOf(Header, StringComparison.Ordinal) is >= 0 and var at
            ? Encoding.UTF8.GetByteCount(body) >= int.Parse(head[(at + Header.Length)..].Split("\r\n")[0], CultureInfo.InvariantCulture)
            : body.EndsWith("0\r\n\r\n", StringComparison.Ordinal);   // in chunks
    }
}
