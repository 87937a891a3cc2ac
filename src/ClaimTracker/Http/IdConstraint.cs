using System.Globalization;

namespace ClaimTracker.Http;

/// <summary>An id in a path: digits without a leading zero, and nothing else, so that every resource has one address. Any other spelling is no path of ours.</summary>
internal sealed class IdConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string text
        && text.Length is > 0 and <= 19
        && text[0] != '0'
        && text.All(char.IsAsciiDigit)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
