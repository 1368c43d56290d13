namespace Notify.LocalHosting.Configuration;

/// <summary>Remembers that a resource uses another one, so that it is stopped before it.</summary>
internal sealed record ReferenceAnnotation(IResource Resource) : IResourceAnnotation;
