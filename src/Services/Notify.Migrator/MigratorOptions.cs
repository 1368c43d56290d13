namespace Notify.Migrator;

/// <summary>How patient the migrator is.</summary>
internal sealed class MigratorOptions
{
    public const string Section = "Notify:Migrator";

    /// <summary>Gets or sets how long to wait for PostgreSQL to accept connections.</summary>
    /// <value>The default value is 60 seconds; 1 second to 1 hour.</value>
    public TimeSpan StartupPatience { get; set; } = TimeSpan.FromSeconds(60);
}
