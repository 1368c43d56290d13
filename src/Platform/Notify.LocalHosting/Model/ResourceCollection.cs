using System.Collections.ObjectModel;

namespace Notify.LocalHosting.Model;

internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection;
