using Microsoft.EntityFrameworkCore;
using Notify.Postgres.Environments;
using Notify.Workspaces.Keys;
using Notify.Workspaces.Places;

namespace Notify.Workspaces;

/// <summary>The module's tables for everyday reading and writing.</summary>
internal sealed class WorkspacesDbContext(DbContextOptions<WorkspacesDbContext> options, EnvironmentScope scope) : ModuleDbContext(options, scope)
{
    public DbSet<EnvironmentRow> Environments => Set<EnvironmentRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    protected override void ConfigureModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("workspaces");
        modelBuilder.Entity<EnvironmentRow>(static row =>
        {
            row.ToTable("environments").HasKey(static environment => environment.Id);
            row.Property(static environment => environment.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<ApiKeyRow>(static row =>
        {
            row.ToTable("api_keys").HasKey(static key => key.Id);
            row.Property(static key => key.Id).ValueGeneratedNever();
            row.Property(static key => key.Type).HasConversion(static type => KeyTypes.Text(type), static text => KeyTypes.Read(text));
        });
    }
}
