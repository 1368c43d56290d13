using Microsoft.EntityFrameworkCore;
using Notify.Postgres.Environments;

namespace Notify.Delivery.Integrations;

/// <summary>The part of the module's schema that is plain CRUD.</summary>
internal sealed class DeliveryDbContext(DbContextOptions<DeliveryDbContext> options, EnvironmentScope scope) : ModuleDbContext(options, scope)
{
    public DbSet<Integration> Integrations => Set<Integration>();

    protected override void ConfigureModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("delivery");
        modelBuilder.Entity<Integration>(entity =>
        {
            entity.ToTable("integrations");
            entity.HasKey(static integration => integration.Id);
            entity.Property(static integration => integration.Settings).HasColumnType("jsonb");
            entity.Property(static integration => integration.OnAmbiguous).HasConversion<short>();
            entity.Property(static integration => integration.Version).IsConcurrencyToken();
        });
    }
}
