namespace Notify.Channels.Testing.Tests.Parrot;

public sealed class ParrotManifest : ManifestContract<ParrotUnderTest>;

public sealed class ParrotSend : SendContract<ParrotUnderTest>;

public sealed class ParrotCancellation : CancellationContract<ParrotUnderTest>;

public sealed class ParrotTimeout : TimeoutContract<ParrotUnderTest>;

public sealed class ParrotErrorClass : ErrorClassContract<ParrotUnderTest>;

public sealed class ParrotSecrecy : SecrecyContract<ParrotUnderTest>;

public sealed class ParrotIdempotency : IdempotencyContract<ParrotUnderTest>;

public sealed class ParrotUnload : UnloadContract<ParrotUnderTest>;

public sealed class ParrotBatch : BatchContract<ParrotUnderTest>;

public sealed class ParrotVerify : VerifyContract<ParrotUnderTest>;

public sealed class ParrotHealth : HealthContract<ParrotUnderTest>;

public sealed class ParrotCallback : CallbackContract<ParrotUnderTest>;

public sealed class ParrotEndpoint : EndpointContract<ParrotUnderTest>;

public sealed class ParrotComplete : ContractCompleteness<ParrotUnderTest>;
