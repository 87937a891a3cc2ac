namespace ClaimTracker.Tests.Proofs;

/// <summary>What is left of what was written.</summary>
internal enum Cut
{
    /// <summary>The process was killed: all that it wrote is there.</summary>
    Killed,

    /// <summary>The power failed: only what was synced is there, file by file and name by name.</summary>
    Dropped,

    /// <summary>The power failed: of what was not synced, each sector, each length and each name is there or not.</summary>
    Torn,
}

/// <summary>
/// A disk under power cuts: the log of what processes did to a folder is played to any moment, and what would then be left is written into another folder.
/// A file is safe up to its last sync, a name only once its folder was synced. What was written before a sync that failed is never safe: the system drops it.
/// </summary>
internal sealed class Disk(DiskLog log, IReadOnlySet<int>? omitted = null)
{
    private const int Sector = 512;

    private readonly Dictionary<string, Node> seen = new() { [""] = new Node(IsFolder: true) };
    private readonly Dictionary<string, Node> kept = new() { [""] = new Node(IsFolder: true) };
    private readonly List<(int At, string Folder, string? Taken, string? Given, Node? Node)> renamed = [];
    private readonly Dictionary<int, (string Name, Node Node)> opened = [];
    private readonly Dictionary<(int File, long Number), int> begun = [];
    private int played;

    /// <summary>Takes up a folder as it is, all of it safe: what was there before the log begins.</summary>
    public Disk Holding(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var node = new Node();
            node.Write(0, 0, File.ReadAllBytes(path));
            node.Keep(0);
            var name = Path.GetFileName(path);
            (seen[name], kept[name]) = (node, node);
        }

        return this;
    }

    /// <summary>Plays the log on, up to a step and without it.</summary>
    public void Play(int until)
    {
        for (; played < until; played++)
        {
            Play(log.Steps[played]);
        }
    }

    /// <summary>Writes what is left into an empty folder.</summary>
    public void Leave(string folder, Cut cut, Random random)
    {
        foreach (var (name, node) in Names(cut, random))
        {
            var path = Path.Combine(folder, name);
            if (node.IsFolder)
            {
                Directory.CreateDirectory(path);
            }
            else if (Directory.Exists(Path.GetDirectoryName(path)))
            {
                using var file = File.Create(path);
                file.Write(node.Left(cut, random));
            }
        }
    }

    private void Play(DiskStep step)
    {
        switch (step.Kind)
        {
            case 'I':
                opened.Clear();
                begun.Clear();
                break;
            case 'O' when step.At == 1:
                var made = new Node();
                opened[step.File] = (step.Text, made);
                Name(step.Text, made);
                break;
            case 'O':
                opened[step.File] = (step.Text, seen[step.Text]);
                break;
            case 'M':
                Name(step.Text, new Node(IsFolder: true));
                break;
            case 'U':
                seen.Remove(step.Text);
                renamed.Add((played, Parent(step.Text), step.Text, null, null));
                break;
            case 'R':
                var names = step.Text.Split('\0');
                seen.Remove(names[0], out var moved);
                seen[names[1]] = moved!;
                renamed.Add((played, Parent(names[1]), names[0], names[1], moved));
                break;
            case 'W':
                opened[step.File].Node.Write(played, step.At, step.Data);
                break;
            case 'T':
                opened[step.File].Node.Truncate(played, step.At);
                break;
            case 'B':
                begun[(step.File, step.At)] = played;
                break;
            case 'F' when log.Steps[played - 1] is { Kind: 'B' } sync && sync.File == step.File:
                opened[step.File].Node.Drop();
                break;
            case 'E' when begun.Remove((step.File, step.At), out var since) && omitted?.Contains(since) != true:
                Keep(opened[step.File], since);
                break;
        }
    }

    private void Name(string name, Node node)
    {
        seen[name] = node;
        renamed.Add((played, Parent(name), null, name, node));
    }

    private void Keep((string Name, Node Node) synced, int before)
    {
        if (!synced.Node.IsFolder)
        {
            synced.Node.Keep(before);
            return;
        }

        foreach (var change in renamed.Where(r => r.At < before && r.Folder == synced.Name))
        {
            Apply(kept, change.Taken, change.Given, change.Node);
        }

        renamed.RemoveAll(r => r.At < before && r.Folder == synced.Name);
    }

    private IEnumerable<KeyValuePair<string, Node>> Names(Cut cut, Random random)
    {
        var names = new Dictionary<string, Node>(cut == Cut.Killed ? seen : kept);
        foreach (var (_, _, taken, given, node) in cut == Cut.Torn ? renamed : [])
        {
            if (random.Next(2) == 0)
            {
                Apply(names, taken, given, node);
            }
        }

        return names.Where(n => n.Key.Length > 0).OrderBy(n => n.Key, StringComparer.Ordinal);
    }

    private static void Apply(Dictionary<string, Node> names, string? taken, string? given, Node? node)
    {
        if (taken is not null)
        {
            names.Remove(taken);
        }

        if (given is not null)
        {
            names[given] = node!;
        }
    }

    private static string Parent(string name) => Path.GetDirectoryName(name)!;

    /// <summary>A file, as programs see it and as far as it is safe; or a folder.</summary>
    private sealed record Node(bool IsFolder = false)
    {
        private readonly Image seen = new();
        private readonly Image kept = new();
        private readonly List<(int Step, long At, byte[]? Data)> pending = [];

        public void Write(int step, long at, byte[] data)
        {
            seen.Write(at, data);
            pending.Add((step, at, data));
        }

        public void Truncate(int step, long length)
        {
            seen.Truncate(length);
            pending.Add((step, length, null));
        }

        /// <summary>Makes safe what was written before a step.</summary>
        public void Keep(int before)
        {
            foreach (var (step, at, data) in pending.Where(p => p.Step <= before))
            {
                Apply(kept, at, data);
            }

            pending.RemoveAll(p => p.Step <= before);
        }

        /// <summary>Gives up what is not safe, though programs see it still.</summary>
        public void Drop() => pending.Clear();

        public ReadOnlySpan<byte> Left(Cut cut, Random random)
        {
            if (cut == Cut.Killed)
            {
                return seen.Bytes;
            }

            var left = kept.Copy();
            foreach (var (_, at, data) in cut == Cut.Torn ? pending : [])
            {
                if (data is not null)
                {
                    Tear(left, at, data, random);
                }
                else if (random.Next(2) == 0)
                {
                    left.Truncate(at);
                }
            }

            return left.Bytes;
        }

        /// <summary>Writes some of the sectors; of a file that grows by the others, perhaps the length alone.</summary>
        private static void Tear(Image left, long at, byte[] data, Random random)
        {
            for (var offset = 0; offset < data.Length;)
            {
                var size = (int)Math.Min(Sector - ((at + offset) % Sector), data.Length - offset);
                switch (random.Next(4))
                {
                    case 0 or 1:
                        left.Write(at + offset, data.AsSpan(offset, size));
                        break;
                    case 2 when left.Bytes.Length < at + offset + size:
                        left.Truncate(at + offset + size);
                        break;
                }

                offset += size;
            }
        }

        private static void Apply(Image image, long at, byte[]? data)
        {
            if (data is null)
            {
                image.Truncate(at);
            }
            else
            {
                image.Write(at, data);
            }
        }
    }

    /// <summary>The bytes of a file.</summary>
    private sealed class Image
    {
        private byte[] bytes = [];
        private int length;

        public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

        public void Write(long at, ReadOnlySpan<byte> data)
        {
            Truncate(Math.Max(length, at + data.Length));
            data.CopyTo(bytes.AsSpan((int)at));
        }

        public void Truncate(long size)
        {
            if (size > bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Max(size, bytes.Length * 2L));
            }

            if (size < length)
            {
                bytes.AsSpan((int)size, length - (int)size).Clear();
            }

            length = (int)size;
        }

        public Image Copy() => new() { bytes = Bytes.ToArray(), length = length };
    }
}
