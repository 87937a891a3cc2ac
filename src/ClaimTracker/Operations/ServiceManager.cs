using System.Net.Sockets;
using System.Text;

namespace ClaimTracker.Operations;

/// <summary>Tells systemd how far the service is (sd_notify): a unit of <c>Type=notify</c> is started when it can serve, not when its process is there.</summary>
internal static partial class ServiceManager
{
    public static void Ready(string where, ILogger log) => Tell($"READY=1\nSTATUS=Listening on {where}", log);

    public static void Stopping(ILogger log) => Tell("STOPPING=1\nSTATUS=Finishing what is under way", log);

    private static void Tell(string state, ILogger log)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } address)
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(address[0] == '@' ? $"\0{address[1..]}" : address));
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            NotTold(log, address, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody listens at NOTIFY_SOCKET ({Address}): {Reason}. The service runs all the same")]
    private static partial void NotTold(ILogger log, string address, string reason);
}
