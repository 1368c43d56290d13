using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Notify.Audience.Contracts;
using Notify.Audience.Recipients;
using Notify.Audience.Subscribers;
using Notify.Postgres;

namespace Notify.Audience;

/// <summary>Who can be notified, and where.</summary>
public static class AudienceModule
{
    /// <summary>Adds the module. The host adds PostgreSQL (<see cref="PostgresHosting.AddNotifyPostgres"/>).</summary>
    public static IHostApplicationBuilder AddAudienceModule(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddMigrations("audience", typeof(AudienceModule).Assembly);
        builder.Services.AddModuleDbContext<AudienceDbContext>();
        builder.Services.AddSingleton<EndpointRules>().AddSingleton<ProfileRules>();
        builder.Services.AddSingleton<ISuppressionList, SuppressionList>();
        builder.Services.AddScoped<ISubscriberDirectory, SubscriberDirectory>();
        builder.Services.AddSingleton<IRecipientDirectory, RecipientDirectory>();
        builder.Services.AddSingleton<IEndpointFeedback, EndpointFeedback>();
        return builder;
    }
}
