namespace Notify.Platform.Tests.Redis;

/// <summary>Tests that stop a server everybody uses.</summary>
[CollectionDefinition(nameof(WithoutOthers), DisableParallelization = true)]
public sealed class WithoutOthers;
