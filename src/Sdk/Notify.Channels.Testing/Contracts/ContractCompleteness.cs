using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>No contract is forgotten: each is derived for the plugin in its test assembly, or does not apply for a reason that the manifest does not contradict.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class ContractCompleteness<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    private static readonly (Type Contract, ChannelAbilities Ability)[] All =
    [
        (typeof(ManifestContract<>), ChannelAbilities.None),
        (typeof(SendContract<>), ChannelAbilities.None),
        (typeof(CancellationContract<>), ChannelAbilities.None),
        (typeof(TimeoutContract<>), ChannelAbilities.None),
        (typeof(ErrorClassContract<>), ChannelAbilities.None),
        (typeof(SecrecyContract<>), ChannelAbilities.None),
        (typeof(IdempotencyContract<>), ChannelAbilities.None),
        (typeof(UnloadContract<>), ChannelAbilities.None),
        (typeof(BatchContract<>), ChannelAbilities.Batch),
        (typeof(VerifyContract<>), ChannelAbilities.VerifyCredentials),
        (typeof(CallbackContract<>), ChannelAbilities.Callbacks),
        (typeof(HealthContract<>), ChannelAbilities.Health),
        (typeof(EndpointContract<>), ChannelAbilities.ValidateEndpoint),
    ];

    /// <summary>These hold for every channel.</summary>
    private static readonly Type[] Always = [typeof(ManifestContract<>), typeof(SendContract<>), typeof(CancellationContract<>), typeof(SecrecyContract<>)];

    [Fact]
    public void Every_contract_is_derived_or_does_not_apply_for_a_reason()
    {
        var derived = Derived();
        var missing = All.Select(static entry => entry.Contract).Where(contract => !derived.Contains(contract) && !Channel.NotApplicable.ContainsKey(contract)).ToArray();

        Assert.True(missing.Length == 0, string.Join('\n', missing.Select(static contract =>
            $"{Name(contract)} is neither derived for {typeof(TChannel).Name} nor listed under {nameof(ChannelUnderTest.NotApplicable)}. "
            + $"Add: public sealed class … : {Name(contract)}<{typeof(TChannel).Name}>;")));
    }

    [Fact]
    public void What_does_not_apply_has_a_reason_that_holds()
    {
        var derived = Derived();
        Assert.All(Channel.NotApplicable, pair =>
        {
            var (contract, reason) = pair;
            var (known, ability) = All.FirstOrDefault(entry => entry.Contract == contract);
            Assert.True(known is not null, $"'{contract.Name}' is no contract of the kit.");
            Assert.False(string.IsNullOrWhiteSpace(reason), $"Say why {Name(contract)} does not apply.");
            Assert.False(derived.Contains(contract), $"{Name(contract)} is derived and said not to apply.");
            Assert.False(Always.Contains(contract), $"{Name(contract)} applies to every channel.");
            Assert.False(
                ability != ChannelAbilities.None && Manifest.Abilities.HasFlag(ability), $"{Name(contract)} applies: the manifest of '{Manifest.Id}' names the ability {ability}.");
            Assert.False(
                (contract == typeof(TimeoutContract<>) || contract == typeof(ErrorClassContract<>)) && Channel.Faults.Count > 0,
                $"{Name(contract)} applies: {typeof(TChannel).Name}.{nameof(ChannelUnderTest.Faults)} names faults.");
        });
    }

    private static HashSet<Type> Derived()
    {
        var derived = new HashSet<Type>();
        foreach (var type in typeof(TChannel).Assembly.GetTypes().Where(static type => type is { IsAbstract: false, IsClass: true, ContainsGenericParameters: false }))
        {
            for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            {
                if (ancestor.IsGenericType && ancestor.GetGenericArguments() is [var channel] && channel == typeof(TChannel))
                    derived.Add(ancestor.GetGenericTypeDefinition());
            }
        }

        return derived;
    }

    private static string Name(Type contract) => contract.Name.Split('`')[0];
}
