namespace Notify.Migrator;

/// <summary>Registers the run.</summary>
internal static class MigrationHosting
{
    public static IHostApplicationBuilder AddMigrationRun(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<MigratorOptions, MigratorOptionsValidator>().BindConfiguration(MigratorOptions.Section);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // the run says in a sentence why it failed
        builder.Services.AddSingleton<DatabaseReadiness>();
        builder.Services.AddSingleton<MigrationRun>();
        return builder;
    }
}
