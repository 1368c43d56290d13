namespace Notify.Channels.Testing.Tests.Red;

/// <summary>The contracts of plugins with a flaw. Not public, so that they run only where a test expects them to fail.</summary>
internal static class RedContracts
{
    internal sealed class Manifest : ManifestContract<FlawedParrot>;

    internal sealed class Send : SendContract<FlawedParrot>;

    internal sealed class Cancellation : CancellationContract<FlawedParrot>;

    internal sealed class Timeouts : TimeoutContract<FlawedParrot>;

    internal sealed class ErrorClass : ErrorClassContract<FlawedParrot>;

    internal sealed class Secrecy : SecrecyContract<FlawedParrot>;

    internal sealed class Idempotency : IdempotencyContract<FlawedParrot>;

    internal sealed class Unload : UnloadContract<FlawedParrot>
    {
        protected override TimeSpan Limit => TimeSpan.FromSeconds(1);
    }

    internal sealed class Batch : BatchContract<FlawedParrot>;

    internal sealed class Verify : VerifyContract<FlawedParrot>;

    internal sealed class Health : HealthContract<FlawedParrot>;

    internal sealed class Callback : CallbackContract<FlawedParrot>;

    internal sealed class Endpoint : EndpointContract<FlawedParrot>;

    internal sealed class Forgetful : ContractCompleteness<ForgetfulParrot>;

    internal sealed class Evasive : ContractCompleteness<EvasiveParrot>;
}
