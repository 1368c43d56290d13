using System.Reflection;
using System.Runtime.ExceptionServices;
using Notify.Channels.Testing.Tests.Parrot;
using Xunit.Sdk;

namespace Notify.Channels.Testing.Tests.Red;

/// <summary>Every contract has been seen to fail, for the flaw that it is there to find.</summary>
public sealed class RedTests
{
    private static readonly (Flaw Flaw, Type Contract, string Test)[] Rows =
    [
        (Flaw.NamesAnAbilityItLacks, typeof(RedContracts.Manifest), "The_abilities_are_those_that_are_implemented"),
        (Flaw.KeepsItsKeyReadable, typeof(RedContracts.Manifest), "What_sounds_like_a_secret_is_one"),
        (Flaw.ConnectsInCreate, typeof(RedContracts.Manifest), "Create_neither_connects_nor_blocks"),
        (Flaw.NamesItselfBadly, typeof(RedContracts.Manifest), "The_manifest_names_the_plugin_in_order"),
        (Flaw.ChangesItsMind, typeof(RedContracts.Manifest), "The_manifest_is_constant"),
        (Flaw.LeavesItsSchemaOpen, typeof(RedContracts.Manifest), "The_settings_schema_describes_a_closed_object"),
        (Flaw.WantsMoreSettings, typeof(RedContracts.Manifest), "The_described_settings_fit_the_schema"),
        (Flaw.CannotBePointedElsewhere, typeof(RedContracts.Manifest), "A_plugin_that_speaks_http_can_be_pointed_elsewhere"),
        (Flaw.SendsTwice, typeof(RedContracts.Send), "A_good_message_is_accepted_and_arrives_once"),
        (Flaw.SendsTwice, typeof(RedContracts.Send), "Concurrent_sends_all_arrive"),
        (Flaw.TakesEveryFamily, typeof(RedContracts.Send), "A_message_of_another_family_is_rejected_and_not_sent"),
        (Flaw.SharesItsServer, typeof(RedContracts.Send), "Two_providers_share_nothing"),
        (Flaw.FailsWhenDisposedTwice, typeof(RedContracts.Send), "A_provider_can_be_disposed_twice_and_unused"),
        (Flaw.IgnoresTheToken, typeof(RedContracts.Cancellation), "A_token_that_is_cancelled_already_ends_every_call_before_anything_is_sent"),
        (Flaw.BreaksWhenCancelled, typeof(RedContracts.Cancellation), "A_cancelled_send_harms_no_other"),
        (Flaw.ThrowsWhenCancelled, typeof(RedContracts.Cancellation), "Sends_that_are_cancelled_on_the_way_end_with_a_cancellation_or_an_honest_outcome"),
        (Flaw.CallsASilentServerTransient, typeof(RedContracts.Timeouts), "A_backend_that_takes_the_message_and_never_answers_is_left_when_the_token_ends"),
        (Flaw.FailsWhenDisposedTwice, typeof(RedContracts.Timeouts), "A_silent_backend_does_not_hold_up_dispose"),
        (Flaw.CallsEveryFailureAmbiguous, typeof(RedContracts.Timeouts), "A_connection_that_nobody_takes_is_transient"),
        (Flaw.CallsABrokenConnectionTransient, typeof(RedContracts.Timeouts), "A_connection_that_breaks_after_the_message_was_sent_leaves_it_open_what_came_of_it"),
        (Flaw.GivesUpOn503, typeof(RedContracts.ErrorClass), "Every_fault_ends_in_the_class_it_belongs_to"),
        (Flaw.ForgetsTheWait, typeof(RedContracts.ErrorClass), "The_wait_that_the_provider_asks_for_is_kept"),
        (Flaw.MakesACodeOfTheTime, typeof(RedContracts.ErrorClass), "Codes_are_short_and_the_same_every_time"),
        (Flaw.ExcusesItselfWithoutReason, typeof(RedContracts.ErrorClass), "Every_exception_from_the_table_has_a_reason"),
        (Flaw.RepeatsTheProvidersWords, typeof(RedContracts.Secrecy), "Nothing_that_people_read_shows_a_secret_an_address_or_a_message"),
        (Flaw.LogsTheAddress, typeof(RedContracts.Secrecy), "Nothing_that_people_read_shows_a_secret_an_address_or_a_message"),
        (Flaw.MakesAKeyPerAttempt, typeof(RedContracts.Idempotency), "All_attempts_carry_one_token_also_from_another_provider"),
        (Flaw.MakesOneKeyForAll, typeof(RedContracts.Idempotency), "Another_delivery_carries_another_token"),
        (Flaw.StaysInMemory, typeof(RedContracts.Unload), "A_plugin_that_has_sent_can_be_unloaded"),
        (Flaw.WritesJsonByReflection, typeof(RedContracts.Unload), "A_plugin_that_has_sent_can_be_unloaded"),
        (Flaw.ConvertsByTypeDescriptor, typeof(RedContracts.Unload), "A_plugin_that_has_sent_can_be_unloaded"),
        (Flaw.BatchesOutOfOrder, typeof(RedContracts.Batch), "A_message_that_is_refused_in_the_middle_harms_no_other"),
        (Flaw.TakesAnyBatchSize, typeof(RedContracts.Batch), "A_batch_that_is_too_large_or_empty_is_the_callers_mistake"),
        (Flaw.BatchesOfOne, typeof(RedContracts.Batch), "The_largest_batch_is_within_limits_and_constant"),
        (Flaw.SendsTwice, typeof(RedContracts.Batch), "A_batch_of_one_arrives"),
        (Flaw.SendsTwice, typeof(RedContracts.Batch), "A_batch_of_the_largest_size_arrives"),
        (Flaw.SendsToVerify, typeof(RedContracts.Verify), "Good_credentials_are_valid_and_nothing_is_sent"),
        (Flaw.TrustsEveryKey, typeof(RedContracts.Verify), "Bad_credentials_are_not_valid_and_the_code_says_why"),
        (Flaw.TrustsEveryKey, typeof(RedContracts.Verify), "A_backend_that_fails_never_makes_credentials_valid"),
        (Flaw.IsNeverHealthy, typeof(RedContracts.Health), "A_backend_that_works_is_healthy_and_nothing_is_sent"),
        (Flaw.IsAlwaysHealthy, typeof(RedContracts.Health), "A_backend_that_is_gone_or_fails_is_not_healthy_and_the_code_says_why"),
        (Flaw.ThrowsAtABadSignature, typeof(RedContracts.Callback), "A_request_with_a_wrong_signature_is_refused"),
        (Flaw.BelievesEveryCall, typeof(RedContracts.Callback), "A_request_without_a_signature_is_refused"),
        (Flaw.BelievesEveryCall, typeof(RedContracts.Callback), "A_request_whose_body_was_changed_is_refused"),
        (Flaw.BelievesEveryCall, typeof(RedContracts.Callback), "A_request_for_another_secret_is_refused"),
        (Flaw.BelievesNobody, typeof(RedContracts.Callback), "A_genuine_request_tells_its_events"),
        (Flaw.CountsItsEvents, typeof(RedContracts.Callback), "A_request_that_comes_twice_tells_the_same_events"),
        (Flaw.RepeatsTheSignature, typeof(RedContracts.Callback), "A_refusal_shows_no_secret"),
        (Flaw.ThrowsAtGarbage, typeof(RedContracts.Callback), "A_signed_body_that_means_nothing_is_malformed_or_tells_nothing"),
        (Flaw.ThrowsAtOddAddresses, typeof(RedContracts.Endpoint), "Any_text_gets_an_answer_that_does_not_repeat_it"),
        (Flaw.TakesEveryAddress, typeof(RedContracts.Endpoint), "Bad_addresses_are_refused"),
        (Flaw.TakesNoAddress, typeof(RedContracts.Endpoint), "Good_addresses_are_taken"),
        (Flaw.TakesNoAddress, typeof(RedContracts.Endpoint), "Addresses_that_can_be_sent_to_are_taken"),
        (Flaw.None, typeof(RedContracts.Forgetful), "Every_contract_is_derived_or_does_not_apply_for_a_reason"),
        (Flaw.None, typeof(RedContracts.Evasive), "What_does_not_apply_has_a_reason_that_holds"),
    ];

    public static TheoryData<string, string> Cases =>
        [.. Rows.Select(static row => new TheoryDataRow<string, string>($"{row.Contract.Name}.{row.Test}", row.Flaw.ToString()))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fails_for_the_flaw_it_is_there_to_find(string test, string flaw)
    {
        var row = Rows.Single(row => $"{row.Contract.Name}.{row.Test}" == test && row.Flaw.ToString() == flaw);
        FlawedParrot.Give(row.Flaw);
        var method = row.Contract.GetMethod(row.Test)!; // the row names one

        await Assert.ThrowsAnyAsync<XunitException>(() => RunAsync(row.Contract, method));
    }

    [Fact]
    public void Every_test_of_every_contract_has_been_seen_to_fail()
    {
        var tests = typeof(Contract<>).Assembly.GetExportedTypes()
            .Where(static type => type is { IsAbstract: true, IsGenericTypeDefinition: true } && type != typeof(Contract<>))
            .SelectMany(static type => type.GetMethods()
                .Where(static method => method.GetCustomAttribute<FactAttribute>() is not null).Select(method => $"{type.Name}.{method.Name}"));
        var seen = Rows.Select(static row => $"{row.Contract.BaseType!.GetGenericTypeDefinition().Name}.{row.Test}"); // a contract derives from its base

        Assert.Equal(tests.Order(StringComparer.Ordinal), seen.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static async Task RunAsync(Type contract, MethodInfo test)
    {
        var rows = test.GetCustomAttributes<InlineDataAttribute>().Select(static row => row.Data).DefaultIfEmpty([]);
        foreach (var row in rows)
        {
            var instance = (IAsyncDisposable)Activator.CreateInstance(contract)!; // it has a constructor without parameters
            try
            {
                await ((test.Invoke(instance, row) as Task) ?? Task.CompletedTask);
            }
            catch (TargetInvocationException exception)
            {
                ExceptionDispatchInfo.Throw(exception.InnerException!); // it wraps what the test threw
            }
            finally
            {
                await Record.ExceptionAsync(() => instance.DisposeAsync().AsTask()); // one flaw is that disposing fails
            }
        }
    }
}
