using System.Globalization;
using System.IO.Hashing;

namespace ClaimTracker.Operations.Pages;

/// <summary>
/// The style and the icon of the pages: files of this program, with their hash in their address. A browser keeps them until a new version of the program
/// names another address.
/// </summary>
internal static class PageFiles
{
    private static readonly byte[] Style = Read("page.css");
    private static readonly byte[] Icon = Read("icon.svg");

    public static string StyleAddress { get; } = Address("/page.css", Style);

    public static string IconAddress { get; } = Address("/icon.svg", Icon);

    public static void MapPageFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/page.css", (HttpContext context) => Send(context, Style, "text/css; charset=utf-8")).ExcludeFromDescription();
        app.MapGet("/icon.svg", (HttpContext context) => Send(context, Icon, "image/svg+xml")).ExcludeFromDescription();
    }

    private static Task Send(HttpContext context, byte[] file, string type)
    {
        var isThisVersion = context.Request.QueryString == new QueryString($"?v={HashOf(file)}");
        context.Response.Headers.CacheControl = isThisVersion ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.ContentType = type;
        context.Response.ContentLength = file.Length;
        return context.Response.Body.WriteAsync(file, context.RequestAborted).AsTask();
    }

    private static string Address(string path, byte[] file) => $"{path}?v={HashOf(file)}";

    private static string HashOf(byte[] file) => XxHash64.HashToUInt64(file).ToString("x16", CultureInfo.InvariantCulture);

    private static byte[] Read(string name)
    {
        using var stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }
}
