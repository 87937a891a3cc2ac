using System.Buffers.Binary;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Which page of a closed database file belongs to which table or index: the trees walked from their roots, by the file format that SQLite publishes.</summary>
internal sealed class Pages
{
    private readonly byte[] file;
    private readonly Dictionary<int, string> owners = [];

    private Pages(byte[] file) => this.file = file;

    private int Size => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(16)) is var size and not 1 ? size : 65536;

    private int Usable => Size - file[20];

    /// <summary>Of each table the pages, and of all indexes.</summary>
    /// <param name="path">A file that nobody has open.</param>
    /// <param name="file">Its bytes.</param>
    public static Dictionary<string, int[]> Of(string path, byte[] file)
    {
        var pages = new Pages(file);
        using (var sql = Connections.Inspector(path))
        {
            pages.Walk(1, "sqlite_schema");
            foreach (var tree in sql.Query<Tree>("SELECT iif(type = 'index', '(indexes)', name) AS name, rootpage FROM sqlite_schema WHERE rootpage > 0"))
            {
                pages.Walk((int)tree.Rootpage, tree.Name);
            }
        }

        foreach (var number in Enumerable.Range(1, file.Length / pages.Size).Where(number => !pages.owners.ContainsKey(number)))
        {
            pages.owners.Add(number, "(free)");
        }

        return pages.owners.GroupBy(owner => owner.Value).ToDictionary(g => g.Key, g => g.Select(owner => owner.Key).Order().ToArray());
    }

    /// <summary>Whether a byte is in the gap of a page, between the list of its cells and the cells, where nothing is.</summary>
    public static bool IsGap(ReadOnlySpan<byte> page, bool isFirst, int place)
    {
        var header = page[(isFirst ? 100 : 0)..];
        if (header[0] is not (2 or 5 or 10 or 13))
        {
            return false;   // what does not fit into a cell
        }

        var list = page.Length - header.Length + (header[0] is 2 or 5 ? 12 : 8) + (2 * BinaryPrimitives.ReadUInt16BigEndian(header[3..]));
        return place >= list && place < BinaryPrimitives.ReadUInt16BigEndian(header[5..]);
    }

    private ReadOnlySpan<byte> Page(int number) => file.AsSpan((number - 1) * Size, Size);

    private void Walk(int number, string owner)
    {
        owners.Add(number, owner);
        var page = Page(number);
        var header = page[(number == 1 ? 100 : 0)..];
        var (isLeaf, isTable) = ((header[0] & 0x08) != 0, (header[0] & 0x05) == 0x05);
        var cells = BinaryPrimitives.ReadUInt16BigEndian(header[3..]);
        for (var i = 0; i < cells; i++)
        {
            var cell = page[BinaryPrimitives.ReadUInt16BigEndian(header[((isLeaf ? 8 : 12) + (2 * i))..])..];
            if (!isLeaf)
            {
                Walk((int)BinaryPrimitives.ReadUInt32BigEndian(cell), owner);
            }

            if (isLeaf || !isTable)
            {
                Overflow(isLeaf ? cell : cell[4..], isTable, owner);
            }
        }

        if (!isLeaf)
        {
            Walk((int)BinaryPrimitives.ReadUInt32BigEndian(header[8..]), owner);
        }
    }

    /// <summary>The pages of what does not fit into a cell.</summary>
    private void Overflow(ReadOnlySpan<byte> cell, bool isTable, string owner)
    {
        var size = Varint(ref cell);
        if (isTable)
        {
            Varint(ref cell);
        }

        var most = isTable ? Usable - 35 : ((Usable - 12) * 64 / 255) - 23;
        if (size <= most)
        {
            return;
        }

        var least = ((Usable - 12) * 32 / 255) - 23;
        var local = least + (int)((size - least) % (Usable - 4)) is var some && some <= most ? some : least;
        for (var next = (int)BinaryPrimitives.ReadUInt32BigEndian(cell[local..]); next != 0; next = (int)BinaryPrimitives.ReadUInt32BigEndian(Page(next)))
        {
            owners.Add(next, owner);
        }
    }

    private static long Varint(ref ReadOnlySpan<byte> at)
    {
        var value = 0L;
        for (var i = 0; i < 9; i++)
        {
            var next = at[0];
            at = at[1..];
            if (i == 8)
            {
                return (value << 8) | next;
            }

            value = (value << 7) | (next & 0x7Fu);
            if (next < 0x80)
            {
                break;
            }
        }

        return value;
    }

    private sealed class Tree
    {
        public string Name { get; init; } = "";

        public long Rootpage { get; init; }
    }
}
