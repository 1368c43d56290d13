namespace Notify.Gateway.Tests.Problems;

/// <summary>Tests that stop a server everybody uses.</summary>
[CollectionDefinition(nameof(WithoutOthers), DisableParallelization = true)]
public sealed class WithoutOthers;
