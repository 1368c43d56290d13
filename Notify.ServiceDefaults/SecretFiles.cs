using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Notify.ServiceDefaults;

/// <summary>
/// Reads settings from files, as containers are given secrets: a file's name is the key, with two underscores for each colon, its content the value. A file
/// stands above environment and appsettings; a missing folder is none.
/// </summary>
internal static class SecretFiles
{
    private const string DefaultFolder = "/run/secrets";

    public static void AddSecretFiles(this IHostApplicationBuilder builder) =>
        builder.Configuration.AddKeyPerFile(Path.GetFullPath(builder.Configuration["Notify:SecretFiles"] ?? DefaultFolder), optional: true);
}
