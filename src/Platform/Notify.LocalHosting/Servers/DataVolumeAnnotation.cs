namespace Notify.LocalHosting.Servers;

/// <summary>Keeps the data of a server between runs; without it every run starts empty.</summary>
internal sealed class DataVolumeAnnotation : IResourceAnnotation;
