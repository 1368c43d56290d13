using Notify.Channels.Sdk;
using Notify.Channels.Testing;
using Notify.Inbox.Channel;
using Notify.Inbox.Contracts;
using Notify.Primitives;

namespace Notify.Channels.Tests.Conformance;

/// <summary>The channel that is built in keeps the contract that every plugin keeps.</summary>
public sealed class InAppUnderTest : ChannelUnderTest
{
    private readonly KeptInboxes _inboxes = new();
    private int _backends;

    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "An inbox takes one message with a statement.",
        [typeof(TimeoutContract<>)] = "There is no provider: what the database does is told by the store's own tests.",
        [typeof(ErrorClassContract<>)] = "There is no provider: what the database does is told by the store's own tests.",
        [typeof(CallbackContract<>)] = "Nobody calls back: it is in the inbox then.",
        [typeof(VerifyContract<>)] = "It has no credentials.",
        [typeof(EndpointContract<>)] = "The address is the recipient's own id.",
        [typeof(UnloadContract<>)] = "It is part of the program, which never unloads it.",
    };

    public override IChannelPlugin CreatePlugin() => new InAppPlugin(_inboxes);

    public override ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var url = new Uri($"inbox://people{++_backends}/");
        return new(new ChannelBackend(
            url,
            () => _inboxes.Of(url.Host).Select(static message => new ReceivedMessage { DeliveryId = message.Id.ToString(), IdempotencyToken = message.Id.ToString() })));
    }

    public override string Address(int number, Uri server) => $"{number}@{server.Host}";

    public override object Settings(Uri server) => new { };

    /// <summary>Inboxes in memory, which keep what the store promises.</summary>
    private sealed class KeptInboxes : IInboxStore
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<DeliveryId, (string User, InboxMessage Message)> _kept = [];

        public IReadOnlyList<InboxMessage> Of(string people)
        {
            lock (_gate)
                return [.. _kept.Values.Where(entry => entry.User.EndsWith("@" + people, StringComparison.Ordinal)).Select(static entry => entry.Message)];
        }

        public ValueTask AddAsync(EnvironmentId environmentId, string userId, InboxMessage message, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gate)
                _kept.TryAdd(message.Id, (userId, message));
            return ValueTask.CompletedTask;
        }

        public Task<IReadOnlyList<InboxMessage>> ListAsync(
            EnvironmentId environmentId, string userId, DeliveryId? after, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<InboxMessage>>(Of(userId));

        public Task<long> CountUnreadAsync(EnvironmentId environmentId, string userId, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult((long)Of(userId).Count);
        }

        public ValueTask<bool> MarkReadAsync(EnvironmentId environmentId, string userId, DeliveryId id, CancellationToken cancellationToken) => new(false);
    }
}

public sealed class InAppManifest : ManifestContract<InAppUnderTest>;

public sealed class InAppSend : SendContract<InAppUnderTest>;

public sealed class InAppCancellation : CancellationContract<InAppUnderTest>;

public sealed class InAppSecrecy : SecrecyContract<InAppUnderTest>;

public sealed class InAppIdempotency : IdempotencyContract<InAppUnderTest>;

public sealed class InAppHealth : HealthContract<InAppUnderTest>;

public sealed class InAppComplete : ContractCompleteness<InAppUnderTest>;
