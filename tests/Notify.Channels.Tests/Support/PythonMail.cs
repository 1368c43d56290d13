using System.Diagnostics;
using System.Text.Json;

namespace Notify.Channels.Tests.Support;

/// <summary>A mail as Python's e-mail package understands it: an oracle that shares no code with ours.</summary>
internal sealed record PythonMail(
    string? Subject, string[][] From, string[][] To, string[][] ReplyTo, string[] Names, Dictionary<string, string> Headers,
    string? Text, string? Html, PythonMail.Attachment[] Attachments, JsonElement Structure, string[] Defects)
{
    internal sealed record Attachment(string FileName, string ContentType, string? ContentId, string? Disposition, byte[] Content);

    internal sealed class Parser : IDisposable
    {
        private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
        private readonly Process _process;

        private Parser(Process process) => _process = process;

        public static Parser Start() => new(Process.Start(new ProcessStartInfo(
            Requires.Python(), ["-X", "utf8", Path.Combine(AppContext.BaseDirectory, "Oracles", "parse_mail.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);

        public PythonMail Parse(ReadOnlyMemory<byte> mail)
        {
            _process.StandardInput.WriteLine(Convert.ToBase64String(mail.Span));
            _process.StandardInput.Flush();
            var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Python gave up on the mail.");
            return JsonSerializer.Deserialize<PythonMail>(line, Json)!;
        }

        public void Dispose()
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
