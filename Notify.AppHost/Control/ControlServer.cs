using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Notify.AppHost.Control;

/// <summary>Answers programs of this machine over HTTP on 127.0.0.1. Each request carries the token of this run, which only the owner of the state folder can read.</summary>
internal sealed class ControlServer(ControlEndpoints endpoints, AppHostFile file) : IHostedLifecycleService, IAsyncDisposable
{
    private const int TokenBytes = 32;
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500); // who still follows a console loses nothing but the connection
    private readonly string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
    private WebApplication? application;

    /// <summary>Listens before any resource starts, so that a start can be followed, and ended, from the first moment.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore().Configure<HostOptions>(static host => host.ShutdownTimeout = Farewell);
        builder.Logging.ClearProviders();
        application = builder.Build();
        application.Use(GuardAsync);
        endpoints.Map(application);
        await application.StartAsync(cancellationToken);
        file.Write(new Uri(application.Urls.First()), token);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Answers until the very end: who waits for the end sees how far it is.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        file.Delete();
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (application is not null)
        {
            await application.DisposeAsync();
        }
    }

    private Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}")))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
