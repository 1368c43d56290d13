namespace Notify.ProviderFakes;

/// <summary>Holds answers back until it is opened.</summary>
public sealed class FakeGate : IDisposable
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FakeGate(string pathPrefix) => PathPrefix = pathPrefix;

    internal string PathPrefix { get; }

    internal Task Opened => _opened.Task;

    /// <summary>Lets go of what was held, and of everything that comes later.</summary>
    public void Open() => _opened.TrySetResult();

    /// <inheritdoc cref="Open"/>
    public void Dispose() => Open();
}
