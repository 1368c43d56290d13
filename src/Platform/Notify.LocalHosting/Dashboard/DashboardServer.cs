using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.Running;
using Notify.LocalHosting.State;

namespace Notify.LocalHosting.Dashboard;

/// <summary>Serves the dashboard on 127.0.0.1 from inside the AppHost, and tells people and scripts where it is.</summary>
internal sealed partial class DashboardServer(
    IConfiguration configuration,
    IHostEnvironment environment,
    PortAllocator ports,
    StateDirectory state,
    DistributedApplicationModel model,
    ResourceRunners runners,
    ResourceCommandService commands,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    TimeProvider time,
    ILogger<DistributedApplication> logger) : IHostedService, IAsyncDisposable
{
    private WebApplication? web;

    public Uri? Address { get; private set; }

    public DashboardToken Token { get; } = DashboardToken.From(configuration);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Address = new Uri($"http://localhost:{ChoosePort()}");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = state.Root });
        builder.WebHost.ConfigureKestrel((_, kestrel) => kestrel.ListenLocalhost(Address.Port));
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostFilteringOptions>(static hosts => hosts.AllowedHosts = ["localhost", "127.0.0.1"]);
        builder.Services.AddHostFiltering(static _ => { });
        web = builder.Build();
        var view = new ResourceView(model, runners, notifications);
        web.UseHostFiltering();
        web.Use(new DashboardGuard(Token, Address).InvokeAsync);
        new DashboardPages(view, loggers).Map(web);
        new DashboardApi(view, commands, notifications, loggers, environment, time, Address).Map(web);
        await web.StartAsync(cancellationToken);
        PrivateFile.Write(state.AppHostFile, $$"""{"pid":{{Environment.ProcessId}},"dashboard":"{{Address.ToString().TrimEnd('/')}}","token":"{{Token.Value}}"}""" + "\n");
        LogListening(Address.ToString().TrimEnd('/'));
        LogLogin($"{Address}login?t={Token.Value}");
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        File.Delete(state.AppHostFile);
        if (web is not null)
        {
            using var hasty = new CancellationTokenSource(TimeSpan.FromSeconds(1)); // pages that stream logs never end by themselves
            await web.StopAsync(hasty.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (web is not null)
        {
            await web.DisposeAsync();
        }
    }

    private int ChoosePort()
    {
        var wanted = Environment.GetEnvironmentVariable("ASPNETCORE_URLS")?.Split(';')[0];
        return Uri.TryCreate(wanted, UriKind.Absolute, out var url) && ports.TryPrefer(url.Port) ? url.Port : ports.Free();
    }

    [LoggerMessage(1040, LogLevel.Information, "Now listening on: {Url}")]
    private partial void LogListening(string url);

    [LoggerMessage(1041, LogLevel.Information, "Login to the dashboard at {Url}")]
    private partial void LogLogin(string url);
}
