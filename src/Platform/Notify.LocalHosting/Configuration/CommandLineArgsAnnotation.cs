namespace Notify.LocalHosting.Configuration;

internal sealed record CommandLineArgsAnnotation(IReadOnlyList<string> Arguments) : IResourceAnnotation;
