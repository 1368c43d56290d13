using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Notify.Postgres.Environments;

/// <summary>
/// The base of every module's context. This is the one place that filters by environment: each entity that is
/// <see cref="IEnvironmentOwned"/> is visible only to its own environment. Columns are named in snake_case.
/// </summary>
public abstract class ModuleDbContext(DbContextOptions options, EnvironmentScope scope) : DbContext(options)
{
    /// <summary>Gets the environment of the present request, for the query filter.</summary>
    protected Guid CurrentEnvironmentId => scope.EnvironmentId.Value;

    /// <inheritdoc/>
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ConfigureModel(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (typeof(IEnvironmentOwned).IsAssignableFrom(entity.ClrType))
            {
                modelBuilder.Entity(entity.ClrType).HasQueryFilter(BelongsToEnvironment(entity.ClrType));
            }

            NameColumns(entity);
        }
    }

    /// <summary>Maps the module's entities to its tables.</summary>
    protected abstract void ConfigureModel(ModelBuilder modelBuilder);

    private LambdaExpression BelongsToEnvironment(Type entity)
    {
        var row = Expression.Parameter(entity, "row");
        return Expression.Lambda(
            Expression.Equal(
                Expression.Property(row, nameof(IEnvironmentOwned.EnvironmentId)),
                Expression.Property(Expression.Constant(this, typeof(ModuleDbContext)), nameof(CurrentEnvironmentId))),
            row);
    }

    private static void NameColumns(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties())
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select(static (c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
