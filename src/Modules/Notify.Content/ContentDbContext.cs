using Microsoft.EntityFrameworkCore;
using Notify.Content.Senders;
using Notify.Postgres.Environments;

namespace Notify.Content;

/// <summary>The module's tables for everyday reading and writing.</summary>
internal sealed class ContentDbContext(DbContextOptions<ContentDbContext> options, EnvironmentScope scope) : ModuleDbContext(options, scope)
{
    public DbSet<SenderRow> Senders => Set<SenderRow>();

    protected override void ConfigureModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("content");
        modelBuilder.Entity<SenderRow>(static row =>
        {
            row.ToTable("senders").HasKey(static sender => sender.Id);
            row.Property(static sender => sender.Id).ValueGeneratedNever();
        });
    }
}
