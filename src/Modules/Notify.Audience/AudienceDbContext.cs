using Microsoft.EntityFrameworkCore;
using Notify.Audience.Subscribers;
using Notify.Postgres.Environments;

namespace Notify.Audience;

/// <summary>The module's tables for everyday reading and writing.</summary>
internal sealed class AudienceDbContext(DbContextOptions<AudienceDbContext> options, EnvironmentScope scope) : ModuleDbContext(options, scope)
{
    public DbSet<SubscriberRow> Subscribers => Set<SubscriberRow>();

    protected override void ConfigureModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("audience");
        modelBuilder.Entity<SubscriberRow>(static row =>
        {
            row.ToTable("subscribers").HasKey(static subscriber => subscriber.Id);
            row.Property(static subscriber => subscriber.Id).ValueGeneratedNever();
            row.Property(static subscriber => subscriber.Data).HasColumnType("jsonb");
            row.HasMany(static subscriber => subscriber.Endpoints).WithOne().HasForeignKey(static endpoint => endpoint.SubscriberId);
        });
        modelBuilder.Entity<EndpointRow>(static row => row.ToTable("endpoints").HasKey(static endpoint => new { endpoint.SubscriberId, endpoint.Channel, endpoint.Address }));
    }
}
