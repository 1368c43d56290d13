using Microsoft.Extensions.Options;
using Notify.Mailbox;
using Notify.Mailbox.Web;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddOptions<MailboxOptions>().BindConfiguration("Mailbox");
builder.Services.AddSingleton(static services => MailboxServer.Start(services.GetRequiredService<IOptions<MailboxOptions>>().Value, TimeProvider.System));
builder.Services.AddHostedService<MailboxAnnouncement>();
builder.Services.AddHealthChecks();
builder.Services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.Converters.Add(
    new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));

var app = builder.Build();
app.MapHealthChecks("/health/live");
app.MapHealthChecks("/health/ready");
app.MapMailboxApi();
app.MapMailboxPages();
app.Run();
