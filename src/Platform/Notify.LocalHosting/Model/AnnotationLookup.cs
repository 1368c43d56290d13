namespace Notify.LocalHosting.Model;

internal static class AnnotationLookup
{
    public static IEnumerable<T> All<T>(this IResource resource) where T : IResourceAnnotation => resource.Annotations.OfType<T>();

    public static T? Last<T>(this IResource resource) where T : class, IResourceAnnotation => resource.Annotations.OfType<T>().LastOrDefault();
}
