using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Notify.AppHost.State;

/// <summary>Gives an application its state folder.</summary>
internal static class StateFolderExtensions
{
    private const string DataProtectionHome = "LOCALAPPDATA"; // where ASP.NET Core, and so the dashboard, keeps its keys; else they would be in the user's home

    /// <summary>Gets whether this run is to drop the data of earlier ones (<c>--fresh</c>).</summary>
    public static bool IsFresh(this IConfiguration configuration) => configuration.GetValue<bool>("fresh");

    /// <summary>
    /// Claims the folder for this process, and supplies the secrets kept in it as parameters where nobody has given others. While publishing
    /// nothing is touched.
    /// </summary>
    /// <exception cref="DistributedApplicationException">Another AppHost runs with the folder, or its secrets cannot be read.</exception>
    public static StateFolder UseStateFolder(this IDistributedApplicationBuilder builder)
    {
        var state = StateFolder.Find(builder);
        if (builder.ExecutionContext.IsRunMode)
        {
            Directory.CreateDirectory(Path.Combine(state.Root, "plugins"));
            var claim = StateClaim.Take(state);
            builder.Services.AddHostedService(_ => claim); // by a function, so that the container disposes it
            Environment.SetEnvironmentVariable(DataProtectionHome, PrivateFile.CreateFolder(Path.Combine(state.Root, "dashboard")));
            var secrets = Secrets.Of(state).ToDictionary(static secret => $"Parameters:{secret.Key}", static secret => (string?)secret.Value);
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = secrets });
        }

        return state;
    }
}
