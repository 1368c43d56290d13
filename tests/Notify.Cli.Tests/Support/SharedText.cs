using System.Text;

namespace Notify.Cli.Tests.Support;

/// <summary>Output that is written by some and read by another at the same time, whole lines apart.</summary>
internal sealed class SharedText : TextWriter
{
    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Append(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Append(new(buffer, index, count));

    public override void Write(string? value) => Append(value);

    public override void WriteLine(string? value) => Append($"{value}\n");

    public override string ToString()
    {
        lock (_gate)
            return _text.ToString();
    }

    private void Append(string? value)
    {
        lock (_gate)
            _text.Append(value);
    }
}
