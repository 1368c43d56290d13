namespace Notify.Postgres.Migrations;

/// <summary>One step of a schema. Forward only, and safe while the previous version of the services still runs.</summary>
internal sealed record Migration(int Number, string Name, string Sql);
