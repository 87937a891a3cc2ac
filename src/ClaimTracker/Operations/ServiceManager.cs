using System.Net.Sockets;
using System.Text;

namespace ClaimTracker.Operations;

/// <summary>Tells systemd how far the service is (sd_notify): a unit of <c>Type=notify</c> is started when it can serve, not when its process is there.</summary>
internal static class ServiceManager
{
    public static void Ready(string where) => Tell($"READY=1\nSTATUS=Listening on {where}");

    public static void Stopping() => Tell("STOPPING=1\nSTATUS=Finishing what is under way");

    private static void Tell(string state)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } address)
        {
            return;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(address[0] == '@' ? $"\0{address[1..]}" : address));
    }
}
