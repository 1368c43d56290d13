namespace Notify.Postgres.Environments;

/// <summary>A row that belongs to one environment and is invisible to every other.</summary>
public interface IEnvironmentOwned
{
    /// <summary>Gets the owner's id.</summary>
    Guid EnvironmentId { get; }
}
