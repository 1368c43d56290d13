namespace Notify.LocalHosting.Waiting;

internal sealed class ExplicitStartAnnotation : IResourceAnnotation;
