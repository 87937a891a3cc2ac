using System.Text;
using System.Text.Json.Nodes;

namespace ClaimTracker.Tests.Operations;

/// <summary>What was written, readable while it is being written.</summary>
internal class Written : MemoryStream
{
    private readonly StringBuilder text = new();

    public string Text
    {
        get
        {
            lock (text)
            {
                return text.ToString();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (text)
        {
            text.Append(Encoding.UTF8.GetString(buffer, offset, count));
        }
    }

    public static IReadOnlyList<JsonNode> Read(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    public IReadOnlyList<JsonNode> Lines() => Read(Text);
}
