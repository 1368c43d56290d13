using Notify.Channels.Testing.Tests.Parrot;

namespace Notify.Channels.Testing.Tests.Red;

/// <summary>A parrot with the flaw that the running test gives it.</summary>
public sealed class FlawedParrot : ParrotUnderTest
{
    private static readonly AsyncLocal<Flaw> Given = new();

    public override IReadOnlyDictionary<string, string> HostOptions => new Dictionary<string, string>(base.HostOptions) { [nameof(Flaw)] = Flaw.ToString() };

    protected override Flaw Flaw => Given.Value;

    public static void Give(Flaw flaw) => Given.Value = flaw;
}

/// <summary>A parrot for which one contract was derived and the others were forgotten.</summary>
public sealed class ForgetfulParrot : ParrotUnderTest;

/// <summary>A parrot that says it has no batches, though its manifest names them, and gives no reason for another contract.</summary>
public sealed class EvasiveParrot : ParrotUnderTest
{
    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string> { [typeof(BatchContract<>)] = "Batches are hard." };
}
