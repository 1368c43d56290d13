namespace Notify.Channels.Smtp.Connections;

/// <summary>The other side does not speak SMTP, or left in the middle of an answer.</summary>
internal sealed class SmtpProtocolException(string message) : IOException(message);
