using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SmtpServer.IO;

namespace Notify.Mailbox.Smtp;

/// <summary>
/// The wire of one session. What the library answers passes through it, so that the mailbox can say it in other words, say nothing more, or leave.
/// Answers go out when the input runs dry: pipelined commands get one packet.
/// </summary>
internal sealed class SessionPipe : ISecurableDuplexPipe
{
    private readonly ArrayBufferWriter<byte> _held = new(1024);
    private Stream _stream;
    private PipeReader _source;
    private string? _instead;
    private bool _isOver;
    private bool _isMute;
    private bool _isStalled;

    public SessionPipe(Stream stream)
    {
        _stream = stream;
        _source = PipeReader.Create(stream, new(bufferSize: 16 * 1024, leaveOpen: true));
        Input = new CommandReader(this);
        Output = new AnswerWriter(this);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public bool IsSecure => _stream is SslStream;

    public SslProtocols SslProtocol => (_stream as SslStream)?.SslProtocol ?? SslProtocols.None;

    /// <summary>Gets or sets who logged in.</summary>
    public string? User { get; set; }

    /// <summary>Gets or sets the login whose next line is still to come.</summary>
    public Xoauth2? Login { get; set; }

    /// <summary>Gets who the mail under way is for.</summary>
    public List<string> Recipients { get; } = [];

    /// <summary>Says a line in place of what the library answers next.</summary>
    public void Answer(string line) => _instead = line;

    /// <summary>Ends the session once everything said so far, and the next answer, is out.</summary>
    public void LeaveAfterAnswer() => _isOver = true;

    /// <summary>Ends the session without another word.</summary>
    public void Leave()
    {
        _isOver = true;
        _isMute = true;
    }

    /// <summary>Hears whatever comes and answers nothing, until the client leaves.</summary>
    public void Stall()
    {
        Leave();
        _isStalled = true;
    }

    public async Task UpgradeAsync(X509Certificate certificate, SslProtocols protocols, CancellationToken cancellationToken = default)
    {
        await SendAsync(cancellationToken);
        await _source.CompleteAsync(); // what stood behind STARTTLS in clear text is forgotten
        var encrypted = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = encrypted;
        _source = PipeReader.Create(encrypted, new(bufferSize: 16 * 1024, leaveOpen: true));
        User = null;
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = protocols }, cancellationToken);
    }

    public void Dispose() => _stream.Dispose();

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_held.WrittenCount == 0)
            return;

        await _stream.WriteAsync(_held.WrittenMemory, cancellationToken);
        _held.ResetWrittenCount();
    }

    private sealed class CommandReader(SessionPipe pipe) : PipeReader
    {
        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            if (!pipe._isOver && pipe._source.TryRead(out var buffered))
                return buffered;

            await pipe.SendAsync(cancellationToken);
            if (!pipe._isOver)
                return await pipe._source.ReadAsync(cancellationToken);

            while (pipe._isStalled && await pipe._source.ReadAsync(cancellationToken) is { IsCompleted: false } heard)
                pipe._source.AdvanceTo(heard.Buffer.End);
            return new(default, isCanceled: false, isCompleted: true);
        }

        public override bool TryRead(out ReadResult result) => pipe._source.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => pipe._source.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => pipe._source.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => pipe._source.CancelPendingRead();

        public override void Complete(Exception? exception = null) => pipe._source.Complete(exception);

        public override async ValueTask CompleteAsync(Exception? exception = null)
        {
            try
            {
                await pipe.SendAsync(CancellationToken.None);
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The client did not wait for the last answer.
            }

            await pipe._source.CompleteAsync(exception);
        }
    }

    private sealed class AnswerWriter(SessionPipe pipe) : PipeWriter
    {
        private readonly ArrayBufferWriter<byte> _answer = new(256);

        public override Memory<byte> GetMemory(int sizeHint = 0) => _answer.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _answer.GetSpan(sizeHint);

        public override void Advance(int bytes) => _answer.Advance(bytes);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            if (pipe._instead is null && !pipe._isMute)
                pipe._held.Write(_answer.WrittenSpan);
            else if (!pipe._isMute)
                Encoding.UTF8.GetBytes(pipe._instead + "\r\n", pipe._held);
            pipe._instead = null;
            _answer.ResetWrittenCount();
            return default;
        }

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
