using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Notify.ServiceDefaults.Telemetry;

/// <summary>Puts <see cref="ServerSpans"/> before every other middleware.</summary>
internal sealed class ServerSpanFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<ServerSpans>();
        next(app);
    };
}
