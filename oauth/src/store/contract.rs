//! The suite every backend must pass, one sentence per function. [`contract_suite!`](crate::contract_suite) makes each
//! of them a test of its own:
//!
//! ```ignore
//! async fn database() -> MyDatabase { … }
//! oauth::contract_suite!(database);
//! ```
//!
//! To add a sentence: write it in its topic's file, refusals first, and name it in the list below.

pub mod administrators;
pub mod api_keys;
pub mod audit;
pub mod authorizations;
pub mod clients;
pub mod consents;
pub mod devices;
pub mod families;
pub mod given;
pub mod issue;
pub mod mistakes;
pub mod people;
pub mod purge;
pub mod shared;
pub mod support;
pub mod tickets;
pub mod tokens;
pub mod transactions;
pub mod upkeep;

/// Makes every sentence a test. Takes an `async fn` that gives a new, empty database, and attributes for the tests,
/// such as `#[ignore]`.
#[macro_export]
macro_rules! contract_suite {
    ($(#[$attribute:meta])* $new_database:path) => {
        $crate::contract_suite! { @tests ($(#[$attribute])*) $new_database;
            people: a_stranger_is_nobody,
            people: an_address_is_taken_once,
            people: a_person_comes_back_as_they_were_stored,
            people: a_new_password_replaces_the_old_one,
            people: a_password_is_hashed_anew_only_while_it_is_the_one_that_was_seen,
            people: a_person_is_renamed_in_part_or_whole,
            people: an_address_is_changed_unless_it_is_taken,
            people: a_taken_address_does_not_spoil_its_transaction,
            people: changes_of_a_person_at_once_are_all_kept,
            people: a_language_is_chosen_and_forgotten,
            people: a_person_is_suspended_and_let_in_again,
            people: people_are_found_by_any_part_of_address_and_names,
            people: people_are_found_page_by_page,
            administrators: active_administrators_are_counted,
            administrators: the_last_administrator_stays_with_all_that_is_theirs,
            administrators: of_many_who_go_at_once_one_administrator_stays,
            clients: a_client_id_is_taken_once,
            clients: a_person_has_so_many_applications_and_no_more,
            clients: a_client_comes_back_as_it_was_stored,
            clients: a_client_id_is_compared_byte_for_byte,
            clients: an_application_is_its_owners_and_nobody_elses,
            clients: an_application_outlives_its_owner,
            clients: applications_are_found_by_any_part_of_name_and_id,
            clients: applications_are_found_page_by_page,
            clients: an_application_is_replaced_only_as_it_was_read,
            clients: one_of_many_replacements_of_an_application_wins,
            clients: a_picture_is_replaced_and_taken_away,
            clients: two_applications_may_have_the_same_picture,
            mistakes: a_mistake_made_again_is_counted,
            mistakes: mistakes_that_differ_in_anything_are_two,
            mistakes: only_the_latest_mistakes_are_kept,
            mistakes: every_one_of_many_mistakes_at_once_is_counted,
            mistakes: an_applications_mistakes_go_with_it,
            consents: nothing_is_allowed_before_it_was_asked,
            consents: a_consent_replaces_the_one_before,
            consents: a_request_comes_with_what_this_person_allowed_this_application,
            consents: a_request_comes_with_what_its_scopes_mean,
            consents: a_persons_consents_come_by_application_and_are_forgotten_one_by_one,
            consents: a_scope_is_described_once,
            authorizations: an_unknown_request_cannot_be_answered,
            authorizations: an_answer_that_comes_too_late_does_not_count,
            authorizations: a_request_comes_back_as_it_was_kept,
            authorizations: one_of_many_answers_to_a_request_counts,
            authorizations: an_unknown_code_opens_nothing,
            authorizations: a_foreign_client_leaves_a_code_untouched,
            authorizations: a_code_comes_back_as_it_was_stored,
            authorizations: codes_of_another_person_or_application_are_not_forgotten,
            authorizations: a_code_is_found_used_or_not_by_its_own_client,
            authorizations: an_unused_code_is_forgotten_and_a_used_one_is_not,
            authorizations: all_codes_of_a_person_are_forgotten_at_once,
            authorizations: an_expired_code_is_used_up_all_the_same,
            authorizations: one_of_many_redemptions_of_a_code_wins,
            authorizations: a_replayed_code_revokes_its_family_and_the_revocation_stays,
            devices: an_unknown_device_code_opens_nothing,
            devices: a_user_code_is_in_use_once,
            devices: a_foreign_clients_poll_changes_nothing,
            devices: an_expired_device_cannot_be_approved_and_hears_that_it_is_late,
            devices: an_approval_that_is_polled_too_late_is_lost,
            devices: a_device_comes_back_as_it_was_kept,
            devices: a_device_is_found_by_its_user_code_whatever_its_state,
            devices: a_device_that_keeps_its_interval_is_pending,
            devices: a_hasty_device_is_slowed_down_for_good,
            devices: every_one_of_many_hasty_polls_slows_the_device_down,
            devices: a_decided_user_code_is_worth_nothing,
            devices: one_of_many_decisions_counts,
            devices: an_approval_waits_for_whoever_takes_it,
            devices: a_refusal_is_heard_once,
            devices: an_approval_is_withdrawn_by_its_person_alone,
            devices: all_approvals_of_a_person_are_withdrawn_at_once,
            tokens: an_unknown_token_is_nothing,
            tokens: an_application_and_a_token_are_found_together_whosever_it_is,
            tokens: a_family_and_its_tokens_come_back_as_they_were_stored,
            tokens: an_applications_own_token_has_no_person,
            tokens: an_access_token_is_revoked_alone,
            tokens: a_revoked_family_takes_its_tokens_along,
            tokens: a_refresh_token_stored_twice_stays_the_first,
            tokens: an_unknown_refresh_token_opens_nothing,
            tokens: a_repetition_within_the_grace_is_a_lost_answer,
            tokens: a_repetition_after_the_grace_is_a_theft,
            tokens: a_repetition_after_its_successor_was_used_is_a_theft,
            tokens: one_of_many_refreshes_wins_and_the_others_repeat_it,
            issue: nothing_is_issued_for_what_is_not_there,
            issue: a_family_that_is_not_there_does_not_go_on,
            issue: nothing_is_issued_for_a_device_that_nobody_has_approved,
            issue: nothing_begins_for_somebody_who_is_suspended_or_gone,
            issue: tokens_for_a_password_settle_its_try,
            issue: many_who_give_the_same_password_at_once_all_get_tokens,
            issue: nothing_begins_for_a_password_that_is_another_by_now,
            issue: what_is_issued_is_there_all_of_it_and_what_it_cost_is_used_up,
            issue: an_applications_own_family_begins_without_a_person,
            issue: a_family_that_goes_on_was_seen,
            issue: what_is_issued_in_a_dropped_transaction_never_happened,
            issue: one_of_many_who_spend_the_same_gets_tokens,
            families: where_nothing_was_allowed_there_are_no_families,
            families: a_persons_families_come_latest_first,
            families: a_family_lives_as_long_as_one_token_is_good,
            families: a_family_without_a_good_token_is_not_alive,
            families: a_refreshed_family_lives_by_its_last_token,
            families: the_families_of_one_application_for_one_person_die_together,
            families: the_people_of_an_application_are_counted_once_each,
            families: the_last_use_of_a_family_is_noted_and_its_tokens_tell_it,
            tickets: an_unknown_ticket_opens_nothing,
            tickets: a_ticket_that_comes_too_late_opens_nothing,
            tickets: a_ticket_comes_back_as_it_was_kept_and_says_when_it_was_used,
            tickets: one_of_many_redemptions_of_a_ticket_counts,
            tickets: a_newer_letter_makes_the_older_ones_void,
            tickets: a_persons_tickets_go_with_them,
            api_keys: an_unknown_api_key_opens_nothing,
            api_keys: an_api_key_is_taken_once,
            api_keys: api_keys_come_newest_first,
            api_keys: a_revoked_api_key_stays_and_says_so,
            api_keys: one_of_many_revocations_of_an_api_key_counts,
            shared: a_blocked_attempt_does_not_count,
            shared: who_is_held_up_by_one_of_two_keys_is_not_counted_under_the_other,
            shared: parallel_attempts_under_two_keys_are_counted_exactly,
            shared: waits_grow_and_quiet_forgets_them,
            shared: parallel_attempts_are_counted_exactly,
            shared: forgiving_takes_back_one_try_and_never_more,
            shared: forgetting_starts_anew,
            shared: a_right_try_forgets_one_key_and_takes_one_back_from_the_other,
            shared: an_unknown_fact_is_none,
            shared: a_fact_is_established_once,
            shared: many_who_establish_a_fact_agree_on_it,
            shared: signing_keys_come_newest_first,
            shared: all_keys_but_one_retire,
            shared: whoever_rotates_at_once_a_key_is_left_that_signs,
            shared: a_key_that_signs_cannot_be_taken_away,
            audit: an_empty_log_has_no_lines,
            audit: lines_come_back_as_they_were_recorded_the_newest_first,
            audit: the_log_is_read_page_by_page,
            audit: the_log_is_read_from_its_beginning_and_from_a_time_on,
            audit: the_log_is_read_by_person_application_and_event,
            audit: lines_outlive_people_and_applications,
            audit: old_lines_are_forgotten_a_few_at_a_time_and_their_places_stay_empty,
            audit: what_never_happened_is_not_recorded,
            upkeep: what_is_not_there_cannot_be_changed_or_deleted,
            upkeep: people_come_by_number_and_applications_by_id,
            upkeep: a_changed_client_is_the_one_that_was_written,
            upkeep: a_deleted_person_takes_along_what_was_theirs,
            upkeep: a_number_is_given_once,
            upkeep: a_deleted_application_takes_along_what_it_was_given,
            upkeep: one_of_many_deletions_counts,
            upkeep: a_changed_scope_is_the_one_that_was_written,
            upkeep: a_deleted_scope_can_be_described_anew,
            upkeep: all_families_of_an_application_or_a_person_die_together,
            purge: an_empty_database_has_nothing_to_clear,
            purge: what_is_in_use_stays,
            purge: an_access_token_goes_when_it_expires,
            purge: a_used_refresh_token_stays_as_long_as_its_family_lives,
            purge: a_revoked_family_keeps_no_refresh_tokens,
            purge: no_refresh_reaches_beyond_its_family,
            purge: a_code_stays_until_its_replay_could_revoke_nothing,
            purge: a_request_stays_a_while_after_it_expired,
            purge: a_device_code_stays_a_while_after_it_expired,
            purge: a_family_goes_when_its_last_token_has_gone,
            purge: a_retired_key_goes_when_its_last_token_has_expired,
            purge: forgiven_tries_go,
            purge: what_was_used_or_revoked_keeps_no_family_alive,
            purge: a_ticket_stays_a_while_after_it_expired,
            purge: a_mistake_goes_when_it_was_not_made_again,
            purge: what_is_cleared_in_steps_is_cleared_in_full,
            purge: many_who_clear_at_once_count_each_row_once,
            transactions: what_is_dropped_never_happened,
            transactions: what_is_committed_happened_together,
            transactions: a_transaction_sees_what_it_wrote,
            transactions: a_refused_duplicate_does_not_spoil_its_transaction,
        }
    };
    (@tests $attributes:tt $new_database:path; $($topic:ident: $sentence:ident,)+) => {
        $($crate::contract_suite! { @test $attributes $new_database; $topic: $sentence })+
    };
    (@test ($(#[$attribute:meta])*) $new_database:path; $topic:ident: $sentence:ident) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        $(#[$attribute])*
        async fn $sentence() {
            let database = std::sync::Arc::new($new_database().await);
            $crate::store::contract::$topic::$sentence(database).await;
        }
    };
}

#[cfg(test)]
mod tests {
    /// A sentence that is not in the list is a test that nobody runs.
    #[test]
    fn every_sentence_is_in_the_list() {
        let list = include_str!("contract.rs");
        for (topic, text) in [
            ("people", include_str!("contract/people.rs")),
            ("administrators", include_str!("contract/administrators.rs")),
            ("clients", include_str!("contract/clients.rs")),
            ("mistakes", include_str!("contract/mistakes.rs")),
            ("consents", include_str!("contract/consents.rs")),
            ("authorizations", include_str!("contract/authorizations.rs")),
            ("devices", include_str!("contract/devices.rs")),
            ("tokens", include_str!("contract/tokens.rs")),
            ("issue", include_str!("contract/issue.rs")),
            ("families", include_str!("contract/families.rs")),
            ("tickets", include_str!("contract/tickets.rs")),
            ("api_keys", include_str!("contract/api_keys.rs")),
            ("shared", include_str!("contract/shared.rs")),
            ("audit", include_str!("contract/audit.rs")),
            ("upkeep", include_str!("contract/upkeep.rs")),
            ("purge", include_str!("contract/purge.rs")),
            ("transactions", include_str!("contract/transactions.rs")),
        ] {
            let sentences = text.lines().filter_map(|line| line.strip_prefix("pub async fn ")?.split('(').next());
            for sentence in sentences {
                assert!(list.contains(&format!("{topic}: {sentence},")), "{topic}: {sentence}");
            }
        }
    }
}
