using Microsoft.AspNetCore.Http.Extensions;

namespace Notify.Gateway.Rest.Callbacks;

/// <summary>Where callbacks come in. Section <c>Notify</c>.</summary>
internal sealed class CallbackOptions
{
    /// <summary>Gets or sets the gateway's URL as the outside world sees it; empty when it is reached as the request says.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>
    /// The URL that the provider called. Some sign it, so behind a proxy the public one counts, not the one that the proxy used; what a request's own headers
    /// say of that is anybody's word.
    /// </summary>
    public Uri UrlOf(HttpRequest request) => PublicUrl.Length == 0
        ? new Uri(request.GetEncodedUrl())
        : new Uri(PublicUrl.TrimEnd('/') + request.GetEncodedPathAndQuery());
}
