using Microsoft.Extensions.Options;
using Notify.Mailbox;
using Notify.Mailbox.Web;
using Notify.ServiceDefaults;

if (ServiceHealth.IsAsked(args))
{
    return await ServiceHealth.AskAsync(args, Console.Out, CancellationToken.None);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOptions<MailboxOptions>().BindConfiguration("Mailbox");
builder.Services.AddSingleton(static services => MailboxServer.Start(services.GetRequiredService<IOptions<MailboxOptions>>().Value, TimeProvider.System));
builder.Services.AddHostedService<MailboxAnnouncement>();
builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.Converters.Add(
    new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapMailboxApi();
app.MapMailboxPages();
await app.RunAsync();
return 0;
